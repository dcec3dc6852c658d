import { TokenRefused } from '../../http/access.js';
import { NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
/**
 * Takes a compact JWS of type `at+jwt` apart (RFC 9068 §4).
 * @throws TokenRefused unless header and claims have the shape of an access token of ours
 */
export function readAccessToken(token) {
    const jws = apart(token);
    const { header, signed, signature } = jws;
    const claims = jws.claims;
    if (typeOf(jws) !== 'at+jwt')
        throw new TokenRefused('The token is not an access token.');
    const { alg, kid } = header;
    if (typeof alg !== 'string' || typeof kid !== 'string')
        throw new TokenRefused('The token names no key.');
    if (!hasShape(claims))
        throw new TokenRefused('The token lacks a claim of an access token.');
    return { kid, alg, claims, signed, signature };
}
function apart(token) {
    try {
        return readCompactJws(token);
    }
    catch (cause) {
        throw cause instanceof NotJws ? new TokenRefused(cause.message) : cause;
    }
}
function hasShape(claims) {
    const { aud, cnf } = claims;
    const audience = typeof aud === 'string' || (Array.isArray(aud) && aud.every((one) => typeof one === 'string'));
    return (audience &&
        (cnf === undefined || isConfirmation(cnf)) &&
        ['iss', 'sub', 'jti', 'client_id', 'scope', 'sid'].every((name) => typeof claims[name] === 'string') &&
        ['exp', 'iat', 'nbf'].every((name) => typeof claims[name] === 'number'));
}
/** One that names nothing we know would bind the token to nothing. */
function isConfirmation(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const members = Object.entries(value);
    return members.length > 0 && members.every(([name, one]) => CONFIRMED.has(name) && typeof one === 'string');
}
const CONFIRMED = new Set(['jkt', 'x5t#S256']);
//# sourceMappingURL=access-token.rules.js.map