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
import { KnownClients } from '../../identity/registration/known-clients.js';
import { Clock } from '../../kernel/clock.js';
import { NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { keysOf, signatureFault } from '../../kernel/jws-signature.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import { Settings } from '../../settings/settings.js';
import { assertionFault } from './client-assertion.rules.js';
import { SpentIds } from './spent-ids.store.js';
/** Types by which a client may call its assertion (RFC 7523 §2.2, draft-ietf-oauth-rfc7523bis §3). */
const TYPES = ['', 'jwt', 'client-authentication+jwt'];
/** Clients that prove themselves by a JWT under a key of their own: `private_key_jwt` (RFC 7523 §2.2). */
let ClientAssertions = class ClientAssertions {
    directory;
    remote;
    spent;
    clock;
    settings;
    constructor(directory, remote, spent, clock, settings) {
        this.directory = directory;
        this.remote = remote;
        this.spent = spent;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * The client that an assertion speaks for; its `jti` is spent.
     * @param clientId of the form, if it names one
     * @throws OAuthError `invalid_client`, in the same words whatever is wrong with client or signature
     */
    async authenticate(assertion, clientId) {
        const jws = read(assertion);
        const { iss, sub } = jws.claims;
        if (typeof sub !== 'string' || iss !== sub)
            throw refused('iss and sub must both be the client_id');
        if (clientId !== undefined && clientId !== sub)
            throw refused('client_id differs from the one in the assertion');
        const client = /^[\x20-\x7e]{1,256}$/.test(sub) ? await this.directory.find(sub) : null;
        if (client === null || !(await this.isOf(client, assertion, jws)))
            throw refused('client authentication failed');
        const fault = assertionFault(jws.claims, this.settings.PUBLIC_URL, this.clock.seconds());
        if (fault !== null)
            throw refused(fault);
        const { jti, exp } = jws.claims;
        const until = new Date((exp + 60) * 1000);
        if (!(await this.spent.spend('client_assertion', sub, jti, until)))
            throw refused('the assertion was used already');
        return client;
    }
    /** Under a key that is registered for it, with the algorithm that is, if one is (RFC 8725 §3.1). */
    async isOf(client, assertion, jws) {
        if (client.authMethod !== 'private_key_jwt' || !TYPES.includes(typeOf(jws)))
            return false;
        const algorithms = client.assertionAlg === null ? FOREIGN_ALGORITHMS : [client.assertionAlg];
        try {
            return (await signatureFault(assertion, this.keys(client), algorithms)) === null;
        }
        catch (cause) {
            if (!(cause instanceof FetchRefused))
                throw cause;
            throw new OAuthError('invalid_client', 'client authentication failed', { cause });
        }
    }
    keys({ jwks, jwksUri, registration }) {
        const ofStranger = registration !== 'administrator';
        return jwks === null ? this.remote.of(jwksUri ?? '', { ofStranger }) : keysOf(jwks);
    }
};
ClientAssertions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KnownClients,
        RemoteKeys,
        SpentIds,
        Clock,
        Settings])
], ClientAssertions);
export { ClientAssertions };
function read(assertion) {
    try {
        return readCompactJws(assertion);
    }
    catch (cause) {
        if (!(cause instanceof NotJws))
            throw cause;
        throw new OAuthError('invalid_client', 'the client assertion is not a JWT that is accepted', { cause });
    }
}
function refused(text) {
    return new OAuthError('invalid_client', text);
}
//# sourceMappingURL=client-assertions.js.map