import { hash } from 'node:crypto';
import { isJsonObject, stringifyStrictJson } from '../kernel/strict-json.js';
/**
 * SHA-256, hexadecimal, of what a message asks with, as its text is written when it is sent on: the arguments of what is
 * called by a name, else all of its parameters. Null for a message without any.
 */
export function argumentsDigest({ name, params, texts }) {
    const given = name !== undefined && isJsonObject(params) ? (params['arguments'] ?? params) : params;
    return given === undefined ? null : hash('sha256', texts?.of(given) ?? stringifyStrictJson(given));
}
//# sourceMappingURL=arguments-digest.rules.js.map