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
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { readScope } from '../../kernel/scope-set.js';
import { isIssuer } from '../authorization-servers/authorization-server.rules.js';
import { AuthorizationServerStore } from '../authorization-servers/authorization-server.store.js';
import { authenticationClaims } from '../tokens/id-tokens.js';
import { IdTokenSubjects } from './id-token-subjects.js';
import { ID_JAG, ID_TOKEN } from './token-types.js';
/** Longest life of an ID-JAG, in seconds: it is there to be used at once. */
const LONGEST = 300;
/** Decides what the authorization server of somebody else is told of a person who signed in here. */
let IssuedIdJags = class IssuedIdJags {
    idTokens;
    servers;
    clock;
    constructor(idTokens, servers, clock) {
        this.idTokens = idTokens;
        this.servers = servers;
        this.clock = clock;
    }
    /**
     * @param jkt thumbprint of the key that the client has proved to hold by DPoP, to which the assertion is then bound
     * @throws OAuthError `invalid_request`, `invalid_target`, `invalid_scope`
     */
    async plan(client, wishes, jkt) {
        if (wishes.subject_token_type !== ID_TOKEN) {
            throw new OAuthError('invalid_request', 'an ID-JAG is issued for an ID token');
        }
        if (wishes.actor_token !== undefined)
            throw new OAuthError('invalid_request', 'an ID-JAG takes no actor_token');
        const person = await this.idTokens.person(wishes.subject_token, client);
        const { server, clientId } = await this.addressee(client, wishes.audience);
        const resource = resourceOf(server, wishes.resource);
        const scope = scopeOf(server, wishes.scope);
        const { sub, email, authentication, expiresAt, webSessionId: sid, lineage } = person;
        return {
            typ: 'oauth-id-jag+jwt',
            issuedTokenType: ID_JAG,
            claims: {
                sub,
                aud: server.issuer,
                client_id: clientId,
                exp: Math.min(this.clock.seconds() + LONGEST, expiresAt),
                ...(resource === undefined ? {} : { resource }),
                ...(scope.length === 0 ? {} : { scope: scope.join(' ') }),
                ...authenticationClaims(authentication),
                // Only what the client was told itself, in the ID token.
                ...(email === undefined ? {} : { email }),
                ...(jkt === undefined ? {} : { cnf: { jkt } }),
            },
            event: {
                kind: 'id_jag.issued',
                decision: 'allow',
                sub,
                clientId: client.clientId,
                sid,
                ancestors: lineage.ancestors.slice(1),
                txn: lineage.txn,
                ...(resource === undefined ? {} : { resource }),
                detail: { client_id: clientId, ...(resource === undefined ? {} : { resource }) },
            },
        };
    }
    /** The same words for a server that is unknown and one that is not the client's: it must not be told apart. */
    async addressee(client, audience) {
        const [issuer, ...more] = audience;
        if (issuer === undefined)
            throw new OAuthError('invalid_request', 'audience is missing');
        const server = more.length > 0 || !isIssuer(issuer) ? null : await this.servers.findActive(issuer);
        const clientId = Object.entries(server?.clients ?? {}).find(([ours]) => ours === client.clientId)?.[1];
        if (server === null || clientId === undefined) {
            throw new OAuthError('invalid_target', 'audience must be the issuer of one server that the client may name');
        }
        return { server, clientId };
    }
};
IssuedIdJags = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [IdTokenSubjects,
        AuthorizationServerStore,
        Clock])
], IssuedIdJags);
export { IssuedIdJags };
function resourceOf(server, [resource, ...more]) {
    if (resource === undefined)
        return undefined;
    if (more.length > 0 || !server.resources.includes(resource)) {
        throw new OAuthError('invalid_target', 'resource must be one that the server serves');
    }
    return resource;
}
/** Without a wish all that there is, by name: what is left open would be the other server's to fill. */
function scopeOf(server, wish) {
    if (wish === undefined)
        return server.scope;
    const asked = readScope(wish);
    const beyond = asked.filter((name) => !server.scope.includes(name));
    if (beyond.length > 0)
        throw new OAuthError('invalid_scope', `not to be had from that server: ${beyond.join(' ')}`);
    return asked;
}
//# sourceMappingURL=issued-id-jags.js.map