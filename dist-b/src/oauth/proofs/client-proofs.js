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
import { certificateMatches } from '../../kernel/certificate-names.js';
import { matchesKeySet } from '../../kernel/certificate-trust.js';
import { Clock } from '../../kernel/clock.js';
import { ClientAssertions } from './client-assertions.js';
import { WorkloadIdentity } from './workload-identity.js';
/** Clients that prove themselves by something else than a secret. */
let ClientProofs = class ClientProofs {
    assertions;
    workloads;
    certificates;
    clock;
    constructor(assertions, workloads, certificates, clock) {
        this.assertions = assertions;
        this.workloads = workloads;
        this.certificates = certificates;
        this.clock = clock;
    }
    /**
     * The client for which a JWT speaks: its own, or that of an issuer that knows the machine.
     * @throws OAuthError `invalid_client`, or `invalid_grant` when the JWT is the grant itself
     */
    byAssertion(presented) {
        if (presented.method === 'workload_identity')
            return this.workloads.client(presented);
        return this.assertions.authenticate(presented.assertion, presented.clientId);
    }
    /**
     * Whether the certificate of the connection is the client's: by its name and an authority of ours, or by being the one
     * that was registered (RFC 8705 §2.1, §2.2). Validity is looked at on every request.
     */
    byCertificate(request, client) {
        const presented = this.certificates.of(request);
        if (presented === null)
            return false;
        const now = this.clock.now();
        if (client.authMethod === 'self_signed_tls_client_auth') {
            return client.jwks !== null && matchesKeySet(client.jwks, presented, now);
        }
        if (client.authMethod !== 'tls_client_auth' || client.tlsClientAuth === null)
            return false;
        return this.certificates.isTrusted(presented, now) && certificateMatches(client.tlsClientAuth, presented);
    }
};
ClientProofs = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientAssertions,
        WorkloadIdentity,
        ClientCertificates,
        Clock])
], ClientProofs);
export { ClientProofs };
//# sourceMappingURL=client-proofs.js.map