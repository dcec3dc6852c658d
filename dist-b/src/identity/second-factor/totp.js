/** Seconds that a code lasts (RFC 6238 §4.1: X, from the Unix epoch). */
const STEP = 30;
/** Bytes of a secret: as long as what the hash gives (RFC 4226 §4 R6). */
export const SECRET_BYTES = 20;
/**
 * The step of time whose code this is: the present one, or, since clocks differ and typing takes time, the one before or
 * after it (RFC 6238 §5.2, §6).
 * @param now milliseconds
 * @returns null when it is the code of none of them
 */
export async function stepOf(secret, code, now) {
    if (!/^\d{6}$/.test(code))
        return null;
    const delta = (await totp(secret)).validate({ token: code, window: 1, timestamp: now });
    return delta === null ? null : Math.floor(now / 1000 / STEP) + delta;
}
/** A secret as apps take it: in base32, and as the URI that a QR code carries. */
export async function written(secret, label) {
    const shared = await totp(secret, label);
    return { base32: shared.secret.base32, url: shared.toString() };
}
/** SHA-1 and six digits, the only ones that every app knows (RFC 6238 §1.2). */
async function totp(secret, label) {
    // Most processes never see a second factor before their first sign-in with one.
    const { Secret, TOTP } = await import('otpauth');
    return new TOTP({
        secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
        algorithm: 'SHA1',
        digits: 6,
        period: STEP,
        ...(label === undefined ? {} : { issuer: label.issuer, label: label.account }),
    });
}
//# sourceMappingURL=totp.js.map