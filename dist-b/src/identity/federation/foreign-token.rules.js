import { isJsonObject, parseStrictJson } from '../../kernel/strict-json.js';
import { isTrustDomain, trustDomainOf } from './trusted-issuer.rules.js';
const LONGEST = 16_384;
/** Seconds by which clocks may differ. */
const SKEW = 30;
const HOUR = 3600;
/** Parameters by which a token would bring its own key, or ask for rules that we do not know (RFC 7515 §4.1). */
const FORBIDDEN = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'enc', 'zip'];
/** Claims of security events, of sign-outs among them, and of answers of introspection (RFC 8417 §2.2, RFC 9701 §5). */
const OF_OTHERS = ['events', 'token_introspection'];
const ID_JAG = 'oauth-id-jag+jwt';
/** Neither quotes nor what could forge a line of a log. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;
/**
 * Takes a compact JWS apart.
 * @returns what is wrong with its form, when it is none
 */
export function readForeignToken(token) {
    if (token.length > LONGEST)
        return `longer than ${LONGEST} characters`;
    const parts = token.split('.');
    if (parts.length === 5)
        return 'encrypted: only signed tokens are read';
    if (parts.length !== 3)
        return 'not a JWS of three parts';
    const [header, claims] = parts.map(decoded);
    if (decoded(parts[2] ?? '') === null || !header || !claims)
        return 'a part is not base64url in its one spelling';
    return readParts(header, claims);
}
function readParts(header, claims) {
    try {
        const limits = { depth: 16, values: 2000 };
        const [head, body] = [parseStrictJson(header, limits), parseStrictJson(claims, limits)];
        return isJsonObject(head) && isJsonObject(body) ? { header: head, claims: body } : 'a part is not a JSON object';
    }
    catch (error) {
        return `not JSON as we read it: ${error.message}`;
    }
}
/** Only the one spelling: a token that can be written in two ways could be spent in one and used in the other. */
function decoded(part) {
    const bytes = Buffer.from(part, 'base64url');
    return bytes.toString('base64url') === part ? bytes : null;
}
/** What is wrong with a header, but for the algorithm, which depends on the issuer. */
export function headerFault(header) {
    const forbidden = FORBIDDEN.find((name) => name in header);
    if (forbidden !== undefined)
        return `has the parameter ${forbidden}`;
    const { kid } = header;
    return kid === undefined || (typeof kid === 'string' && kid.length <= 1024) ? null : 'kid is not a text';
}
/**
 * What is wrong with the type. Those that say nothing are admitted; each other is of something else, and whoever made
 * that did not mean it to be used here (RFC 8725 §3.11).
 */
export function typeFault({ header, claims }, question) {
    const { typ } = header;
    if (typ !== undefined && typeof typ !== 'string')
        return 'typ is not a text';
    const type = (typ ?? '').toLowerCase().replace(/^application\//, '');
    if (question.use === 'id_jag')
        return type === ID_JAG ? null : `typ must be ${ID_JAG}`;
    const admitted = ['', 'jwt', 'jose', ...(question.use === 'subject_token' && question.accessToken ? ['at+jwt'] : [])];
    if (!admitted.includes(type))
        return 'typ is that of something else';
    const other = OF_OTHERS.find((name) => name in claims);
    return other === undefined ? null : `has ${other}, as what is no statement about a subject`;
}
/** Whether it is an ID token, whatever somebody calls it: no access token has these (OpenID Connect Core §2, §3.3.2.11). */
export function isIdToken(claims) {
    return ['nonce', 'at_hash', 'c_hash'].some((name) => name in claims);
}
/**
 * Which issuer a token names. A SPIFFE token need not name one (JWT-SVID §3): then it is the trust domain of its subject.
 * @returns null when it names none
 */
export function issuerNameOf({ iss, sub }) {
    if (iss !== undefined)
        return typeof iss === 'string' ? iss : null;
    return typeof sub === 'string' ? trustDomainOf(sub) : null;
}
/** What is wrong with the times (RFC 7519 §4.1.4). @param now seconds since 1970 */
export function timesFault({ exp, nbf, iat }, { use }, now) {
    const jag = use === 'id_jag';
    if (!isTime(exp))
        return 'exp is absent or no number';
    if (exp <= now - SKEW)
        return 'has expired';
    if (exp > now + (jag ? HOUR : 24 * HOUR) + SKEW)
        return `exp is more than ${jag ? 'one hour' : '24 hours'} ahead`;
    if (jag && iat === undefined)
        return 'iat is absent';
    for (const [name, time] of [['nbf', nbf], ['iat', iat]]) {
        if (time === undefined)
            continue;
        if (!isTime(time))
            return `${name} is no number`;
        if (time > now + SKEW)
            return `${name} lies in the future`;
    }
    return null;
}
function isTime(value) {
    return typeof value === 'number' && value >= 0;
}
/** What is wrong with the audience. @param own our issuer identifier */
export function audienceFault({ aud }, { audience }, own, listed) {
    const named = Array.isArray(aud) ? aud : [aud ?? null];
    if (named.length === 0 || !named.every((one) => typeof one === 'string'))
        return 'aud is absent or no text';
    const ours = named.length === 1 && named[0] === own;
    if (audience === 'issuer-only')
        return ours ? null : `aud must be ${own} alone`;
    if (named.some((one) => listed.includes(one)) || (ours && audience === 'either'))
        return null;
    return `aud must have one of ${listed.join(' ')}${audience === 'either' ? `, or be ${own} alone` : ''}`;
}
/** What is wrong with whom the token is about, and with what tells one token from another where that counts. */
export function subjectFault(claims, { use }, issuer) {
    // Names of machines are long: a branch of a repository, a service account of a cluster. Those of people are not
    // (OpenID Connect Core §2).
    const longest = use === 'workload' ? 1024 : 255;
    if (!isName(claims['sub'], longest))
        return `sub is not a text of 1 to ${longest} printable characters`;
    if (isTrustDomain(issuer.issuer) && trustDomainOf(claims['sub']) !== issuer.issuer) {
        return 'sub is not a SPIFFE ID of the trust domain';
    }
    const once = use === 'id_jag' || (use === 'workload' && issuer.singleUse);
    if (once && !isName(claims['jti'], 255))
        return 'jti is absent: the token is good for one use';
    if (use === 'id_jag')
        return isName(claims['client_id'], 255) ? null : 'client_id is absent';
    // Whom a bound token belongs to can be proved to its issuer's own resources alone.
    if (claims['cnf'] !== undefined)
        return 'cnf binds it to a key, which nobody can prove here';
    return null;
}
function isName(value, longest) {
    return typeof value === 'string' && value.length <= longest && PRINTABLE.test(value);
}
//# sourceMappingURL=foreign-token.rules.js.map