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
import { ClientDirectory, mayAct } from '../../identity/clients/client.directory.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { IdTokens } from '../tokens/id-tokens.js';
/** Reads RP-initiated logout requests (OpenID Connect RP-Initiated Logout §2). */
let LogoutRequests = class LogoutRequests {
    clients;
    idTokens;
    clock;
    constructor(clients, idTokens, clock) {
        this.clients = clients;
        this.idTokens = idTokens;
        this.clock = clock;
    }
    /** @throws PageRefusal whenever the request is wrong: nobody is sent anywhere by a request that cannot be trusted */
    async read(form) {
        try {
            return await this.checked(form);
        }
        catch (cause) {
            if (!(cause instanceof OAuthError))
                throw cause;
            throw new PageRefusal(400, 'You cannot be signed out by this link', `The request is not right: ${cause.text}.`, cause.code);
        }
    }
    async checked(form) {
        const names = ['id_token_hint', 'client_id', 'post_logout_redirect_uri', 'state'];
        const given = names.flatMap((name) => {
            const value = form.one(name);
            return value === undefined ? [] : [[name, value]];
        });
        const [idToken, clientId, uri, state] = names.map((name) => form.one(name));
        const hint = await this.hint(idToken);
        if (hint !== null && clientId !== undefined && clientId !== hint.clientId) {
            throw new OAuthError('invalid_request', 'client_id is not the one of the id_token_hint');
        }
        const client = await this.client(clientId ?? hint?.clientId);
        return { client, hint, destination: uri === undefined ? null : destination(client, uri, state), fields: given };
    }
    /** Expired is fine: people sign out late (§2). */
    async hint(idToken) {
        const hint = idToken === undefined ? 'forgotten' : await this.idTokens.readHint(idToken);
        if (hint === null)
            throw new OAuthError('invalid_request', 'id_token_hint is not an ID token of this issuer');
        return hint === 'forgotten' ? null : hint;
    }
    async client(id) {
        if (id === undefined)
            return null;
        const client = /^[\x20-\x7e]{1,256}$/.test(id) ? await this.clients.findAsking(id) : null;
        if (client === null || !mayAct(client, this.clock.now())) {
            throw new OAuthError('invalid_request', 'the application is not known, or not active');
        }
        return client;
    }
};
LogoutRequests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientDirectory,
        IdTokens,
        Clock])
], LogoutRequests);
export { LogoutRequests };
/** Exactly one of those registered, its query included (§3.1). */
function destination(client, uri, state) {
    if (client?.postLogoutRedirectUris.includes(uri) !== true) {
        throw new OAuthError('invalid_request', 'post_logout_redirect_uri is not registered for this client');
    }
    if (state === undefined)
        return uri;
    return `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}
//# sourceMappingURL=logout-request.js.map