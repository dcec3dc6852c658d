import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
const ALG = 'ES256';
/** The device's key, and the proofs that it signs (RFC 9449 §4.2). */
export class DeviceKey {
    publicJwk;
    privateKey;
    constructor(publicJwk, privateKey) {
        this.publicJwk = publicJwk;
        this.privateKey = privateKey;
    }
    /** A new key, private part included. */
    static async make() {
        const { privateKey } = await generateKeyPair(ALG, { extractable: true });
        return exportJWK(privateKey);
    }
    static async of(jwk) {
        const { kty, crv, x, y } = jwk;
        return new DeviceKey({ kty, crv, x, y }, await importJWK(jwk, ALG));
    }
    proof({ method, url, token, nonce, at }) {
        const claims = {
            jti: randomUUID(),
            htm: method,
            htu: url.replace(/[?#].*$/, ''),
            iat: Math.floor(at),
            ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
            ...(nonce === undefined ? {} : { nonce }),
        };
        return new SignJWT(claims)
            .setProtectedHeader({ alg: ALG, typ: 'dpop+jwt', jwk: this.publicJwk })
            .sign(this.privateKey);
    }
}
//# sourceMappingURL=device-key.js.map