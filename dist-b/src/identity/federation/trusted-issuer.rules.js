import { SCOPE_NAME, readScope } from '../../kernel/scope-set.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
const SPIFFE_DOMAIN = /^spiffe:\/\/[a-z0-9._-]{1,255}$/;
const SPIFFE_ID = /^(spiffe:\/\/[a-z0-9._-]{1,255})\/[A-Za-z0-9._/-]{1,1700}$/;
const HTTPS = /^https:\/\/[^/?#@\\]+(\/[^\\]*)?$/;
/** Whether a text can name an issuer: an https URL that only has a path (RFC 8414 §2), or a SPIFFE trust domain. */
export function isIssuerName(text) {
    return SPIFFE_DOMAIN.test(text) || (!/[?#]/.test(text) && isWebAddress(text));
}
/** Whether a text is an https URL, without user and fragment, at which keys may be fetched. */
export function isWebAddress(text) {
    if (text.length > 2048 || !/^[\x21-\x7e]+$/.test(text) || text.includes('#'))
        return false;
    return HTTPS.test(text.replace(/\?.*$/, '')) && parsedUrl(text) !== null;
}
/** Whether an issuer is a trust domain. */
export function isTrustDomain(issuer) {
    return issuer.startsWith('spiffe://');
}
/** The trust domain of a SPIFFE ID (SPIFFE-ID §2); null when the text is none. */
export function trustDomainOf(subject) {
    return SPIFFE_ID.exec(subject)?.[1] ?? null;
}
/** Whether a text is a list of scope names, separated by spaces (RFC 6749 §3.3). @param least how many */
export function isScopeText(text, least) {
    const names = readScope(text);
    return (names.length >= least && names.length <= 100 && names.every((name) => name.length <= 64 && SCOPE_NAME.test(name)));
}
/**
 * Keys of a SPIFFE bundle as a JWK Set for signatures: those that sign certificates are left out, and the word by which
 * a bundle tells them apart (SPIFFE Trust Domain and Bundle §4.2.2) is no `use` that others know.
 */
export function signingKeysOfBundle(value) {
    const keys = value?.keys;
    if (!Array.isArray(keys))
        return value;
    const usable = keys.filter((key) => key?.use !== 'x509-svid');
    return {
        keys: usable.map((key) => {
            if (key?.use !== 'jwt-svid')
                return key;
            return Object.fromEntries(Object.entries(key).filter(([name]) => name !== 'use'));
        }),
    };
}
/** What does not go together in an issuer. */
export function issuerFaults(issuer) {
    const has = (use) => Array.isArray(issuer.uses) && issuer.uses.includes(use);
    const given = (value) => value !== null && value !== undefined;
    const people = has('subject_token') || has('id_jag');
    const rules = [
        [!given(issuer.jwks) && !given(issuer.jwks_uri), 'jwks_uri', 'or jwks is needed'],
        [given(issuer.jwks) && given(issuer.jwks_uri), 'jwks_uri', 'goes not with jwks: send one of them'],
        [has('subject_token') && !given(issuer.scope), 'scope', 'is needed for subject_token'],
        [people && isTrustDomain(String(issuer.issuer)), 'uses', 'of a trust domain are workload alone'],
        [issuer.link_verified_email && !people, 'link_verified_email', 'needs subject_token or id_jag'],
    ];
    return rules.filter(([broken]) => broken).map(([, name, fault]) => [name, fault]);
}
//# sourceMappingURL=trusted-issuer.rules.js.map