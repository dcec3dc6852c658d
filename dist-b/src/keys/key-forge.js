var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint } from 'jose';
import { Clock } from '../kernel/clock.js';
import { Secrets } from '../settings/secrets.js';
import { SigningPair } from './signing-pair.js';
const generate = promisify(generateKeyPair);
/** A stored key that this process cannot open. */
export class KeyNotOpened extends Error {
    /** The operator's to cure: told without a stack. */
    expected = true;
    constructor(kid, cause) {
        super(`Signing key ${kid} cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY. ` +
            'Start with the one that was in use when the key was made (without the setting, it lies in DATA_DIR/secrets).', { cause });
    }
}
/** Makes keys, and seals and opens their private parts. */
let KeyForge = class KeyForge {
    secrets;
    clock;
    constructor(secrets, clock) {
        this.secrets = secrets;
        this.clock = clock;
    }
    /** A fresh key as a row that is not stored yet. */
    async make(algorithm, state) {
        const { publicKey, privateKey } = await keyPair(algorithm);
        const kid = await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));
        const now = new Date(this.clock.now());
        return {
            kid,
            algorithm,
            state,
            publicJwk: publicJwk(kid, algorithm, publicKey),
            sealedPrivateKey: this.secrets.box.seal(sealName(kid), privateKey.export({ format: 'der', type: 'pkcs8' })),
            createdAt: now,
            activatedAt: state === 'active' ? now : null,
            retiredAt: null,
        };
    }
    /**
     * The usable key of a row. Its public part is derived from the sealed one, not read from `public_jwk`: whoever can
     * write to the table, but does not have the key-encryption key, cannot add a key that we would trust.
     * @throws KeyNotOpened
     */
    open(row) {
        const privateKey = createPrivateKey({ key: this.unseal(row), format: 'der', type: 'pkcs8' });
        const publicKey = createPublicKey(privateKey);
        const jwk = publicJwk(row.kid, row.algorithm, publicKey);
        return new SigningPair(row.kid, row.algorithm, privateKey, jwk, publicKey);
    }
    unseal(row) {
        try {
            return this.secrets.box.open(sealName(row.kid), row.sealedPrivateKey);
        }
        catch (cause) {
            throw new KeyNotOpened(row.kid, cause);
        }
    }
};
KeyForge = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Clock])
], KeyForge);
export { KeyForge };
function sealName(kid) {
    return `signing-key:${kid}`;
}
/** Ed25519 keys are named EdDSA in JOSE (RFC 8037 §3.1); 2048 bits is the least for RS256 (RFC 7518 §3.3). */
function keyPair(algorithm) {
    if (algorithm === 'ES256')
        return generate('ec', { namedCurve: 'P-256' });
    if (algorithm === 'EdDSA')
        return generate('ed25519');
    return generate('rsa', { modulusLength: 2048 });
}
/** Each member by name, so that no private one can slip through (RFC 7518 §6, RFC 8037 §2). */
function publicJwk(kid, alg, publicKey) {
    const { kty, crv, x, y, n, e } = publicKey.export({ format: 'jwk' });
    const members = { EC: { crv, x, y }, OKP: { crv, x }, RSA: { n, e } }[kty];
    return { kid, kty, alg, use: 'sig', ...members };
}
//# sourceMappingURL=key-forge.js.map