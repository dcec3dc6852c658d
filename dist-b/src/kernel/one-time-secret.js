import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
/** A fresh secret: 256 random bits as 43 URL-safe characters. */
export function newSecret() {
    return randomBytes(32).toString('base64url');
}
/** Key of one purpose, derived from a master secret, so that no two uses share a key (RFC 5869). */
export function purposeKey(master, purpose) {
    return Buffer.from(hkdfSync('sha256', master, 'gatehouse', purpose, 32));
}
/** HMAC-SHA-256 of a text: what is stored of a secret that must be found again. */
export function keyedHash(key, text) {
    return createHmac('sha256', key).update(text).digest();
}
/** Equality that takes the same time wherever the difference lies. */
export function equalSecrets(a, b) {
    return a.length === b.length && timingSafeEqual(a, b);
}
//# sourceMappingURL=one-time-secret.js.map