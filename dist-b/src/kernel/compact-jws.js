import { isJsonObject, parseStrictJson } from './strict-json.js';
/** Why a text is no JWT. */
export class NotJws extends Error {
}
const LONGEST = 16_384;
/** Parameters by which a token would bring its own key, or ask for rules that we do not know (RFC 7515 §4.1). */
const FORBIDDEN = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'enc', 'zip'];
/**
 * Takes a signed JWT in compact form apart (RFC 7515 §7.1, RFC 7519 §7.2): strict base64url, strict JSON, no name twice.
 * @param allowed header parameters that the kind of token may have all the same, such as the `jwk` of a DPoP proof
 * @throws NotJws
 */
export function readCompactJws(token, allowed = []) {
    const parts = token.length <= LONGEST ? token.split('.') : [];
    const [head, payload, tail] = parts;
    if (parts.length !== 3 || head === undefined || payload === undefined || tail === undefined) {
        throw new NotJws('The token is not a JWT.');
    }
    const header = decoded(head);
    if (FORBIDDEN.some((name) => Object.hasOwn(header, name) && !allowed.includes(name))) {
        throw new NotJws('The token has a header that is not accepted.');
    }
    return { header, claims: decoded(payload), signed: `${head}.${payload}`, signature: fromBase64url(tail) };
}
/** The media type of a JWT in lower case and without `application/` (RFC 7515 §4.1.9); empty when it names none. */
export function typeOf({ header }) {
    const { typ } = header;
    if (typ === undefined)
        return '';
    // Not a text: no type that anybody accepts.
    return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '?';
}
function decoded(part) {
    try {
        const value = parseStrictJson(fromBase64url(part), { depth: 16, values: 2_000 });
        if (isJsonObject(value))
            return value;
    }
    catch (cause) {
        if (cause instanceof NotJws)
            throw cause;
    }
    throw new NotJws('The token is not a JWT.');
}
/** Only the one spelling: a token that can be written in two ways could be revoked in one and used in the other. */
function fromBase64url(text) {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.toString('base64url') !== text)
        throw new NotJws('The token is not base64url.');
    return bytes;
}
//# sourceMappingURL=compact-jws.js.map