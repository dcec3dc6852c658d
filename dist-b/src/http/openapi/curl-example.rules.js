/** The command, over as many lines as it has parts. */
export function curlOf({ base, verb, path, operation, body }) {
    const url = `${base}${path.replace(/\{(\w+)\}/g, '$$$1')}`;
    const method = verb === 'get' || (verb === 'post' && body !== null) ? '' : `-X ${verb.toUpperCase()} `;
    const parts = [
        `curl ${method}${url === `${base}${path}` ? url : `"${url}"`}`,
        ...proofOf(operation),
        ...(body === null ? [] : bodyOf(body)),
    ];
    return parts.join(' \\\n  ');
}
function proofOf({ security }) {
    const [how = ''] = Object.keys(security[0] ?? {});
    if (how === 'oauth' || how === 'token')
        return ['-H "Authorization: Bearer $TOKEN"'];
    if (how === 'operator')
        return ['-H "Authorization: Bearer $METRICS_TOKEN"'];
    return how === 'client_basic' ? ['-u "$CLIENT_ID:$CLIENT_SECRET"'] : [];
}
function bodyOf({ type, schema }) {
    const [example] = (schema['examples'] ?? []);
    if (type.endsWith('json')) {
        return [`-H 'Content-Type: ${type}'`, `-d ${quoted(JSON.stringify(example ?? {}, null, 2))}`];
    }
    const properties = Object.entries((schema['properties'] ?? {}));
    // What a grant needs beyond its name is its own: the example shows how to begin.
    const constants = properties.filter(([, { const: fixed }]) => typeof fixed === 'string');
    if (constants.length > 0)
        return constants.map(([name, { const: fixed }]) => `-d ${name}=${String(fixed)}`);
    const others = properties.map(([name]) => name).filter((name) => !name.startsWith('client_'));
    return others.map((name) => `-d ${name}="$${name}"`);
}
/** One word of the shell, whatever is in it. */
function quoted(text) {
    return `'${text.replaceAll("'", String.raw `'\''`)}'`;
}
//# sourceMappingURL=curl-example.rules.js.map