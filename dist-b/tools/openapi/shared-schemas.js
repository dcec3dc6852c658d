/** Where the schemas of a document stand. */
const SCHEMAS = '#/components/schemas/';
/**
 * Objects that several answers have are written once, under the name that the source gives them. A name that two
 * different objects have names neither.
 */
export function withSharedSchemas(operations, names) {
    const counts = new Map();
    for (const { answer } of Object.values(operations))
        count(answer, counts, names);
    const chosen = new Map();
    for (const [json] of counts)
        chosen.set(names.get(json) ?? '', [...(chosen.get(names.get(json) ?? '') ?? []), json]);
    const shared = new Map();
    for (const [name, [json = '', ...others]] of chosen) {
        if (others.length === 0 && (counts.get(json) ?? 0) > 1)
            shared.set(json, name);
    }
    const schemas = Object.fromEntries([...shared].map(([json, name]) => [name, within(JSON.parse(json), shared)]));
    const referring = Object.entries(operations).map(([route, { answer, ...facts }]) => [
        route,
        answer === undefined ? facts : { ...facts, answer: referred(answer, shared) },
    ]);
    return { operations: Object.fromEntries(referring), schemas };
}
function count(value, counts, names) {
    if (typeof value !== 'object' || value === null)
        return;
    const json = named(value, names);
    if (json !== undefined)
        counts.set(json, (counts.get(json) ?? 0) + 1);
    for (const member of Object.values(value))
        count(member, counts, names);
}
/** A schema as JSON, if it has a name; what is said of it where it is used does not count. */
function named(value, names) {
    const plain = Object.entries(value).filter(([name]) => name !== 'description');
    const json = JSON.stringify(Object.fromEntries(plain));
    return names.has(json) ? json : undefined;
}
function referred(value, shared) {
    if (typeof value !== 'object' || value === null)
        return value;
    const json = named(value, shared);
    const name = json === undefined ? undefined : shared.get(json);
    return name === undefined ? within(value, shared) : { $ref: SCHEMAS + name };
}
function within(value, shared) {
    if (Array.isArray(value))
        return value.map((member) => referred(member, shared));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, referred(member, shared)]));
}
//# sourceMappingURL=shared-schemas.js.map