var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, importJWK } from 'jose';
import { createHash } from 'node:crypto';
import { headerValues } from '../../http/bearer.js';
import { Clock } from '../../kernel/clock.js';
import { signatureFault } from '../../kernel/jws-signature.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { DpopNonces } from './dpop-nonces.js';
import { isTarget, ProofRefused, readProof } from './dpop-proof.rules.js';
import { SpentIds } from './spent-ids.store.js';
/** Seconds for which a spent `jti` is kept beyond its time: the clocks of replicas differ. */
const SLACK = 60;
/** Checks the `DPoP` header of a request (RFC 9449 §4.3). */
let DpopProofs = class DpopProofs {
    spent;
    nonces;
    clock;
    settings;
    constructor(spent, nonces, clock, settings) {
        this.spent = spent;
        this.nonces = nonces;
        this.clock = clock;
        this.settings = settings;
    }
    /** For the endpoints that clients call. @returns null without a proof @throws OAuthError when it is not good */
    ofClient(request) {
        return headerValues(request, 'dpop').length === 0 ? null : told(() => this.check(request));
    }
    /** For those where nobody is known before the code or the key is: what strangers make is not kept. @see ofClient */
    async ofStranger(request) {
        const proof = await told(() => this.unspent(request));
        if (proof === null)
            return null;
        let spent;
        return { jkt: proof.jkt, spend: () => (spent ??= told(() => proof.spend())) };
    }
    /**
     * Everything is checked before the `jti` is spent, by which a proof is good once, on whichever replica.
     * @param bound what must go with it; without it the proof stands alone
     * @returns null when the request has no proof
     * @throws ProofRefused
     */
    async check(request, bound) {
        const proof = await this.unspent(request, bound);
        await proof?.spend();
        return proof === null ? null : { jkt: proof.jkt };
    }
    async unspent(request, bound) {
        const [sent, ...more] = headerValues(request, 'dpop');
        if (sent === undefined)
            return null;
        if (more.length > 0)
            throw new ProofRefused('there is more than one DPoP header');
        const proof = readProof(sent);
        this.checkClaims(proof, request);
        if (bound !== undefined && proof.ath !== sha256(bound.token)) {
            throw new ProofRefused('the ath of the proof is not the hash of the access token');
        }
        const jkt = await calculateJwkThumbprint(proof.jwk);
        if (bound !== undefined && bound.jkt !== jkt) {
            throw new ProofRefused('the token is bound to another key than the one of the proof', 'invalid_token');
        }
        if ((await signatureFault(sent, () => importJWK({ ...proof.jwk }, proof.alg), [proof.alg])) !== null) {
            throw new ProofRefused('the signature of the proof is wrong');
        }
        this.checkNonce(proof, request);
        return { jkt, spend: () => this.spend(jkt, proof) };
    }
    async spend(jkt, { jti, iat }) {
        const until = new Date((iat + this.settings.DPOP_PROOF_SECONDS + SLACK) * 1000);
        if (!(await this.spent.spend('dpop', jkt, jti, until)))
            throw new ProofRefused('the proof was used already');
    }
    checkClaims(proof, request) {
        if (proof.htm !== request.method)
            throw new ProofRefused('the htm of the proof is not the method of the request');
        if (!isTarget(proof.htu, this.settings.publicBases, request.path)) {
            throw new ProofRefused('the htu of the proof is not the URL of the request');
        }
        if (Math.abs(this.clock.now() / 1000 - proof.iat) > this.settings.DPOP_PROOF_SECONDS) {
            throw new ProofRefused('the iat of the proof is too long ago, or too far ahead');
        }
    }
    checkNonce({ nonce }, request) {
        const good = nonce === undefined ? !this.settings.REQUIRE_DPOP_NONCE : this.nonces.isGood(nonce);
        if (good)
            return;
        this.nonces.give(request.res);
        throw new ProofRefused('the proof needs the nonce of the DPoP-Nonce header', 'use_dpop_nonce');
    }
};
DpopProofs = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SpentIds,
        DpopNonces,
        Clock,
        Settings])
], DpopProofs);
export { DpopProofs };
/** @throws OAuthError in place of a refusal */
async function told(checked) {
    try {
        return await checked();
    }
    catch (error) {
        if (!(error instanceof ProofRefused))
            throw error;
        throw new OAuthError(error.code, error.message);
    }
}
function sha256(text) {
    return createHash('sha256').update(text).digest('base64url');
}
//# sourceMappingURL=dpop-proofs.js.map