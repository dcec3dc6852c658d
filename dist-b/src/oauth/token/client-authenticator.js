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
import { hasExpired, ownerFault } from '../../identity/clients/client.directory.js';
import { KnownClients } from '../../identity/registration/known-clients.js';
import { ClientSecrets } from '../../identity/clients/client-secrets.js';
import { isLater } from '../../kernel/at-hand.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientProofs } from '../proofs/client-proofs.js';
import { PresentedGrant } from './presented-grant.js';
import { BASIC, presentedClient } from './presented-client.js';
/** RFC 6749 appendix A.1: VSCHAR. Anything else names no client, and is not asked of the database. */
const CLIENT_ID = /^[\x20-\x7e]{1,256}$/;
/** Tells which client sent a request, by the one way that is registered for it (RFC 6749 §2.3). */
let ClientAuthenticator = class ClientAuthenticator {
    directory;
    secrets;
    proofs;
    grants;
    clock;
    constructor(directory, secrets, proofs, grants, clock) {
        this.directory = directory;
        this.secrets = secrets;
        this.proofs = proofs;
        this.grants = grants;
        this.clock = clock;
    }
    /**
     * An unknown client and a wrong secret take the same path and the same answer.
     * @throws OAuthError `invalid_client`; `invalid_request` when there are two methods in one request
     */
    async authenticate(request, form, grantType) {
        const presented = presentedClient(request, form, grantType);
        const basic = presented.method === 'client_secret_basic' ? { challenge: BASIC } : {};
        const { client, method } = 'assertion' in presented
            ? { client: await this.proofs.byAssertion(presented), method: presented.method }
            : await this.known(presented.clientId === '' ? await this.named(presented, form) : presented, request, basic);
        const unfit = this.unfit(client, method);
        if (unfit !== null)
            throw new OAuthError('invalid_client', unfit, basic);
        return { client, byGrant: 'assertion' in presented && presented.asGrant };
    }
    /** The client of that name, if the secret or the certificate is its own. */
    async known({ method, clientId, secret }, request, basic) {
        const client = CLIENT_ID.test(clientId) ? await this.directory.find(clientId) : null;
        if (method === 'none')
            return this.unproven(client, request);
        const right = this.secrets.matches(secret, client?.secrets ?? []);
        if ((isLater(right) ? await right : right) && client !== null)
            return { client, method };
        const cause = client ? 'wrong secret' : 'unknown client';
        throw new OAuthError('invalid_client', 'client authentication failed', { cause, ...basic });
    }
    /** A public client, or one whose certificate the connection has shown. */
    unproven(client, request) {
        if (client?.authMethod === 'none')
            return { client, method: 'none' };
        if (client !== null && this.proofs.byCertificate(request, client))
            return { client, method: client.authMethod };
        throw missing();
    }
    /** A secret without a name: the code or refresh token beside it says whose. */
    async named(presented, form) {
        const clientId = await this.grants.clientIdOf(form);
        if (clientId === null)
            throw missing();
        return { ...presented, clientId };
    }
    /** Why a client that proved who it is gets nothing all the same; only that client is told. */
    unfit(client, method) {
        if (client.authMethod !== method)
            return `the client is registered for ${client.authMethod}`;
        if (client.status !== 'active')
            return 'the client is inactive';
        if (hasExpired(client, this.clock.now()))
            return 'the client has expired';
        return ownerFault(client);
    }
};
ClientAuthenticator = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KnownClients,
        ClientSecrets,
        ClientProofs,
        PresentedGrant,
        Clock])
], ClientAuthenticator);
export { ClientAuthenticator };
/** The same for a client that nobody knows as for one that sent no proof: its name alone tells nothing of it. */
function missing() {
    return new OAuthError('invalid_client', 'client authentication is missing, or the client is unknown');
}
//# sourceMappingURL=client-authenticator.js.map