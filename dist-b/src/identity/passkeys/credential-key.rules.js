import { createPublicKey } from 'node:crypto';
/** COSE algorithms that a passkey may sign with, the dearest first: EdDSA, ES256, RS256 (IANA COSE registry). */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];
/** Bits of an RSA key: fewer are too weak (RFC 8230 §3), and with more each sign-in costs us too much. */
const RSA_BITS = { least: 2048, most: 4096 };
/** Labels of a COSE key (RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4). */
const [KTY, ALG, CRV, X, Y] = [1, 3, -1, -2, -3];
/**
 * What is wrong with the key of a new passkey, which nobody has signed with yet: without this it would be found out when
 * its person cannot sign in. Null when nothing is.
 */
export function credentialKeyFault(key) {
    const jwk = jwkOf(key);
    if (jwk === null)
        return 'the key does not fit its algorithm';
    try {
        const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: 'jwk' });
        const bits = asymmetricKeyDetails?.modulusLength;
        const fits = bits === undefined || (bits >= RSA_BITS.least && bits <= RSA_BITS.most);
        return fits ? null : `an RSA key has ${RSA_BITS.least} to ${RSA_BITS.most} bits`;
    }
    catch {
        return 'the key is none';
    }
}
function jwkOf(key) {
    const [x, y] = [bytes(key.get(X)), bytes(key.get(Y))];
    switch (`${String(key.get(KTY))} ${String(key.get(ALG))}`) {
        case '1 -8':
            return key.get(CRV) === 6 && x !== null ? { kty: 'OKP', crv: 'Ed25519', x } : null;
        case '2 -7':
            return key.get(CRV) === 1 && x !== null && y !== null ? { kty: 'EC', crv: 'P-256', x, y } : null;
        case '3 -257': {
            // Of RSA the same labels are the modulus and the exponent.
            const [n, e] = [bytes(key.get(CRV)), x];
            return n !== null && e !== null ? { kty: 'RSA', n, e } : null;
        }
        default:
            return null;
    }
}
function bytes(value) {
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : null;
}
//# sourceMappingURL=credential-key.rules.js.map