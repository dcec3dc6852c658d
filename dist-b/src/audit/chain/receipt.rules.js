import { canonicalize } from 'json-canonicalize';
import { hash } from 'node:crypto';
/** What the first receipt of a chain says of the one before it. */
export const NOTHING_BEFORE = '0'.repeat(64);
/** The receipt without what is not known of it. */
export function receiptOf(fields) {
    const known = {};
    for (const name of Object.keys(fields)) {
        const value = fields[name];
        if (value !== null && value !== undefined)
            known[name] = value;
    }
    return known;
}
/** SHA-256 over the canonical form (RFC 8785), hexadecimal. */
export function hashOf(receipt) {
    return sha256(canonicalize(receipt));
}
/** SHA-256 of a text as UTF-8, hexadecimal. */
export const sha256 = (text) => hash('sha256', text);
//# sourceMappingURL=receipt.rules.js.map