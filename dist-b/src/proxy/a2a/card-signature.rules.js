/** Header type of a signed agent card (A2A 1.0 §8.4.2): no token of ours has it. */
export const CARD_TYP = 'JOSE';
/**
 * What is signed of an agent card (A2A 1.0 §8.4.1): nothing that is empty, names in order (RFC 8785).
 * @returns an object whose `JSON.stringify` is that text; null for one that has none, since integer-like names are always
 *   written in their own order
 */
export function signedForm(card) {
    const text = canonical(cleaned(card));
    const value = JSON.parse(text);
    return JSON.stringify(value) === text ? value : null;
}
function cleaned(value) {
    if (value === '' || value === null || value === undefined)
        return undefined;
    if (Array.isArray(value)) {
        const kept = value.map(cleaned).filter((one) => one !== undefined);
        return kept.length === 0 ? undefined : kept;
    }
    if (typeof value !== 'object')
        return value;
    const kept = Object.entries(value)
        .map(([name, member]) => [name, cleaned(member)])
        .filter(([, member]) => member !== undefined);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
function canonical(value) {
    if (Array.isArray(value))
        return `[${value.map(canonical).join(',')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value) ?? '{}';
    // By UTF-16 code units, as sort() does by itself (RFC 8785 §3.2.3).
    const names = Object.keys(value).sort();
    const members = names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(',')}}`;
}
//# sourceMappingURL=card-signature.rules.js.map