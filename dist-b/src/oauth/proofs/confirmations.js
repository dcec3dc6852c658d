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
import { ClientCertificates } from '../../http/client-certificates.js';
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { bindingOf, isBoundAs } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { DpopProofs } from './dpop-proofs.js';
/** Finds out to what the tokens of a token request are bound (RFC 9449 §5, RFC 8705 §3). */
let Confirmations = class Confirmations {
    proofs;
    certificates;
    settings;
    constructor(proofs, certificates, settings) {
        this.proofs = proofs;
        this.certificates = certificates;
        this.settings = settings;
    }
    /**
     * @param client who is known by now: nobody else may spend a proof
     * @throws OAuthError when the proof is not good, or a binding is required and not there
     */
    of(request, client) {
        const proof = this.proofs.ofClient(request);
        if (!isLater(proof))
            return this.with(proof ?? undefined, request, client);
        return proof.then((checked) => this.with(checked ?? undefined, request, client));
    }
    with(proof, request, client) {
        const thumbprint = this.bindsCertificate(client, proof) ? this.certificates.of(request)?.thumbprint : undefined;
        return held(this.required(client), proof, thumbprint);
    }
    /**
     * The same of a device, which is no registered client: it is known by its key, or by the certificate of its connection.
     * Whoever finds that it is known spends the proof.
     * @throws OAuthError as above
     */
    async ofDevice(request) {
        const proof = (await this.proofs.ofStranger(request)) ?? undefined;
        const required = [this.settings.REQUIRED_TOKEN_BINDING];
        const { confirmation } = held(required, proof, this.certificates.of(request)?.thumbprint);
        return { ...(confirmation && { confirmation }), spend: () => proof?.spend() ?? Promise.resolve() };
    }
    required({ dpopBound, certificateBound }) {
        return [dpopBound ? 'dpop' : 'none', certificateBound ? 'mtls' : 'none', this.settings.REQUIRED_TOKEN_BINDING];
    }
    /** A certificate that nobody asked for binds nothing: it may be there for the connection's sake. */
    bindsCertificate(client, proof) {
        const required = this.settings.REQUIRED_TOKEN_BINDING;
        return client.certificateBound || required === 'mtls' || (required === 'any' && proof === undefined);
    }
};
Confirmations = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DpopProofs,
        ClientCertificates,
        Settings])
], Confirmations);
export { Confirmations };
function held(requirements, proof, thumbprint) {
    const confirmation = {
        ...(proof && { jkt: proof.jkt }),
        ...(thumbprint !== undefined && { 'x5t#S256': thumbprint }),
    };
    for (const required of requirements)
        if (!isBoundAs(required, confirmation))
            throw unbound(required);
    return { ...(proof && { proof }), ...(bindingOf(confirmation) !== 'bearer' && { confirmation }) };
}
function unbound(required) {
    if (required === 'mtls')
        return new OAuthError('invalid_request', 'a client certificate is needed');
    const either = required === 'any' ? ', or a client certificate,' : '';
    return new OAuthError('invalid_dpop_proof', `a DPoP proof${either} is needed`);
}
//# sourceMappingURL=confirmations.js.map