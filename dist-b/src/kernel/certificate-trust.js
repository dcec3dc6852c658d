/** Bits of keyUsage (RFC 5280 §4.2.1.3). */
const DIGITAL_SIGNATURE = 1;
const KEY_CERT_SIGN = 32;
/** id-kp-clientAuth (RFC 5280 §4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
/**
 * Whether one of the authorities issued the certificate directly, for TLS clients, and both are in their time.
 * @param now milliseconds since 1970
 */
export function isTrusted(certificate, authorities, now) {
    const { details } = certificate;
    // An authority's own certificate signs others; it is nobody's client.
    if (details === null || details.isAuthority || !isSound(details, now))
        return false;
    if (!allows(details, DIGITAL_SIGNATURE))
        return false;
    return authorities.some((authority) => issued(authority, certificate, now));
}
/**
 * Whether the certificate itself is registered: as the first `x5c` of a key in the set (RFC 8705 §2.2.2). It proves no
 * more than its key, so who signed it is not asked; its own time is.
 * @param now milliseconds since 1970
 */
export function matchesKeySet(set, { details, der }, now) {
    if (details === null || !isInTime(details, now) || !details.isStrong)
        return false;
    return set.keys.some(({ x5c }) => {
        const first = Array.isArray(x5c) ? x5c[0] : undefined;
        return typeof first === 'string' && first === der.toString('base64');
    });
}
function issued(authority, { certificate }, now) {
    const { details } = authority;
    if (details === null || !details.isAuthority || !isSound(details, now))
        return false;
    if (!allows(details, KEY_CERT_SIGN) || !certificate.checkIssued(authority.certificate))
        return false;
    return certificate.verify(authority.certificate.publicKey);
}
function isSound(details, now) {
    return isInTime(details, now) && details.isStrong && !details.hasUnknownCritical;
}
function isInTime({ notBefore, notAfter }, now) {
    return notBefore <= now && now <= notAfter;
}
function allows({ keyUsage, purposes }, bit) {
    return (keyUsage === null || (keyUsage & bit) !== 0) && (purposes === null || purposes.includes(CLIENT_AUTH));
}
//# sourceMappingURL=certificate-trust.js.map