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
import { TokenRefused } from '../../http/access.js';
import { ClientCertificates } from '../../http/client-certificates.js';
import { ProofRefused } from './dpop-proof.rules.js';
import { DpopProofs } from './dpop-proofs.js';
/** Checks that whoever presents a token holds what it is bound to (RFC 9449 §7, RFC 8705 §3). */
let TokenPossession = class TokenPossession {
    proofs;
    certificates;
    constructor(proofs, certificates) {
        this.proofs = proofs;
        this.certificates = certificates;
    }
    /** @throws TokenRefused */
    async check(request, { scheme, token }, bound) {
        const thumbprint = bound?.['x5t#S256'];
        if (thumbprint !== undefined && thumbprint !== this.certificates.of(request)?.thumbprint) {
            throw new TokenRefused('The token is bound to another certificate than the one of this connection.');
        }
        if (bound?.jkt !== undefined) {
            if (scheme !== 'DPoP')
                throw new TokenRefused('The token is bound to a key: present it with DPoP.', needsProof);
            await this.checkProof(request, { token, jkt: bound.jkt });
        }
        else if (scheme === 'DPoP') {
            // Its owner expects that nobody else could use it (RFC 9449 §7.2).
            throw new TokenRefused('The token is not bound to a key: present it with Bearer.');
        }
    }
    async checkProof(request, bound) {
        try {
            if ((await this.proofs.check(request, bound)) !== null)
                return;
        }
        catch (error) {
            if (!(error instanceof ProofRefused))
                throw error;
            const text = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
            throw new TokenRefused(text, { ...needsProof, error: error.code });
        }
        throw new TokenRefused('There is no DPoP header.', { ...needsProof, error: 'invalid_dpop_proof' });
    }
};
TokenPossession = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DpopProofs,
        ClientCertificates])
], TokenPossession);
export { TokenPossession };
/** The scheme by which a token that is bound to a key must come. */
export const needsProof = { scheme: 'DPoP' };
//# sourceMappingURL=token-possession.js.map