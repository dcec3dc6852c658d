/** Seconds by which clocks may differ. */
const SKEW = 30;
/** Seconds that an assertion of a client may live on from now: what is stolen later is worth nothing. */
const LONGEST = 300;
/** What PostgreSQL and a log can carry. */
const IDENTIFIER = /^[\x20-\x7e]{1,256}$/;
/**
 * What is wrong with the claims of a client's assertion; null when nothing is (RFC 7523 §3). The audience is the issuer
 * alone: one that also names somebody else could be used there (draft-ietf-oauth-rfc7523bis §3).
 * @param now seconds
 */
export function assertionFault(claims, issuer, now) {
    if (!isFor(claims['aud'], issuer))
        return 'aud must be the issuer, and nothing else';
    return timesFault(claims, now) ?? identifierFault(claims['jti']);
}
/** A text or a list of one. */
export function isFor(aud, issuer) {
    return aud === issuer || (Array.isArray(aud) && aud.length === 1 && aud[0] === issuer);
}
function timesFault({ exp, nbf, iat }, now) {
    if (typeof exp !== 'number')
        return 'exp is missing';
    if (exp <= now - SKEW)
        return 'the assertion has expired';
    if (exp > now + LONGEST + SKEW)
        return `exp may lie at most ${LONGEST} s ahead`;
    const early = [nbf, iat].some((time) => time !== undefined && !(typeof time === 'number' && time <= now + SKEW));
    return early ? 'the assertion is not valid yet' : null;
}
function identifierFault(jti) {
    return typeof jti === 'string' && IDENTIFIER.test(jti) ? null : 'jti is missing';
}
//# sourceMappingURL=client-assertion.rules.js.map