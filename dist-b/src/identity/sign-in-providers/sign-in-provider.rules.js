import { isRedirectUri } from '../../kernel/redirect-uri.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { isWebAddress } from '../federation/trusted-issuer.rules.js';
/** In a path, as it stands. */
export const PROVIDER_SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** As it is compared: lower case, ASCII; a name of another alphabet in its `xn--` form. */
export const EMAIL_DOMAIN = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
/** Exactly one `@`, and nothing that could be taken for one; in lower case. */
const ADDRESS = /^([\x21\x23-\x3f\x41-\x5b\x5d-\x7e]{1,64})@([a-z0-9.-]{1,253})$/;
const MOST_ENTRIES = 200;
/** What is sent to a provider and comes from it: no control characters, no other alphabets. */
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;
const MEMBER = /^[^\p{Cc}]{1,200}$/u;
/** Names of members, from the claims inwards. */
export const CLAIM_NAME = MEMBER;
/** Whether a text is the identifier of an OpenID provider: an https URL that only has a path (Discovery §3). */
export function isProviderIssuer(text) {
    return text.length <= 1000 && !text.includes('?') && isWebAddress(text);
}
/** What is wrong with a map of a claim's values to roles; null when nothing is. */
export function roleMapFault(value) {
    const fits = ([name, roles]) => MEMBER.test(name) &&
        Array.isArray(roles) &&
        roles.length > 0 &&
        roles.length <= 50 &&
        roles.every((role) => typeof role === 'string' && SCOPE_NAME.test(role));
    return isMap(value, fits) ? null : `must be an object of at most ${MOST_ENTRIES} values, each with a list of roles`;
}
/** What is wrong with a map of `acr` values there to those here; null when nothing is. */
export function acrMapFault(value) {
    const fits = ([there, here]) => PRINTABLE.test(there) && typeof here === 'string' && /^[\x21-\x7e]{1,255}$/.test(here);
    return isMap(value, fits) ? null : `must be an object of at most ${MOST_ENTRIES} acr values, each with ours`;
}
function isMap(value, fits) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const entries = Object.entries(value);
    return entries.length <= MOST_ENTRIES && entries.every(fits);
}
/** @returns what is wrong with the document, as a text */
export function readMetadata(document, issuer) {
    if (!isJsonObject(document))
        return 'its metadata is no JSON object';
    // Without the comparison, any host could speak in another's name (Discovery §4.3).
    if (document['issuer'] !== issuer)
        return 'its metadata names another issuer';
    const endpoint = (name) => {
        const value = document[name];
        return typeof value === 'string' && isWebAddress(value) ? value : undefined;
    };
    const authorization = endpoint('authorization_endpoint');
    const [token, keys, userinfo] = ['token_endpoint', 'jwks_uri', 'userinfo_endpoint'].map(endpoint);
    // It stands in a policy for browsers, and answers are added to it.
    if (authorization === undefined || !isRedirectUri(authorization))
        return 'its authorization_endpoint is no https URL';
    if (token === undefined)
        return 'its token_endpoint is no https URL';
    if (keys === undefined)
        return 'its jwks_uri is no https URL';
    return {
        issuer,
        authorization_endpoint: authorization,
        token_endpoint: token,
        jwks_uri: keys,
        ...(userinfo === undefined ? {} : { userinfo_endpoint: userinfo }),
        ...listIn(document, 'id_token_signing_alg_values_supported'),
        ...listIn(document, 'token_endpoint_auth_methods_supported'),
        authorization_response_iss_parameter_supported: document['authorization_response_iss_parameter_supported'] === true,
    };
}
function listIn(document, name) {
    const value = document[name];
    if (!Array.isArray(value))
        return {};
    return { [name]: value.filter((one) => typeof one === 'string') };
}
/**
 * The address in some claims, if the provider has verified it. Compared byte by byte afterwards: letters of other alphabets
 * that look or fold like ASCII, a second `@` and quoted parts make it none.
 */
export function verifiedAddress({ email, email_verified: verified }) {
    if (verified !== true || typeof email !== 'string' || !/^[\x21-\x7e]{3,320}$/.test(email))
        return null;
    const lower = email.toLowerCase();
    const [, , domain = ''] = ADDRESS.exec(lower) ?? [];
    return EMAIL_DOMAIN.test(domain) ? { email: lower, domain } : null;
}
/** The roles that the provider's mapping gives to whoever has these claims; each once. */
export function mappedRoles({ roleClaim, roleMap, rolesOfAll }, claims) {
    const values = valuesAt(claims, roleClaim);
    return [
        ...new Set([...rolesOfAll, ...values.flatMap((value) => (Object.hasOwn(roleMap, value) ? roleMap[value] : []))]),
    ];
}
/** Whether the claims have what the mapping reads. */
export function hasRoleClaim({ roleClaim }, claims) {
    const [first] = roleClaim;
    return first === undefined || Object.hasOwn(claims, first);
}
function valuesAt(claims, path) {
    if (path.length === 0)
        return [];
    let at = claims;
    for (const name of path)
        at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    const list = Array.isArray(at) ? at : [at];
    return list.filter((one) => typeof one === 'string');
}
/**
 * The mapping gives and takes its own roles: one that an administrator gave stays, whatever the claims say.
 * @param granted what the mapping gave before
 */
export function changedRoles(roles, granted, mapped) {
    const own = roles.filter((role) => !granted.includes(role));
    const given = mapped.filter((role) => !own.includes(role));
    // In the order that they had, so that nothing changed looks unchanged.
    const kept = roles.filter((role) => own.includes(role) || given.includes(role));
    return { roles: [...kept, ...given.filter((role) => !kept.includes(role))], granted: given };
}
//# sourceMappingURL=sign-in-provider.rules.js.map