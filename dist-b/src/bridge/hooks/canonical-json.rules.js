import { isJsonObject, stringifyStrictJson } from '../../kernel/strict-json.js';
/** One text for every way to write a value but that of its numbers: members sorted, no white space. */
export function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (!isJsonObject(value))
        return stringifyStrictJson(value);
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}
//# sourceMappingURL=canonical-json.rules.js.map