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
import { mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { KnownClients } from '../../identity/registration/known-clients.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Settings } from '../../settings/settings.js';
import { readResponseMode, readState } from './authorization-parameters.rules.js';
import { AuthorizationReader } from './authorization-reader.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';
/** `request_uri` of a pushed request, before its id (RFC 9126 §2.2). */
export const PUSHED = 'urn:ietf:params:oauth:request_uri:';
/** First look at an authorization request that a browser brings. */
let AuthorizationStart = class AuthorizationStart {
    clients;
    reader;
    requests;
    clock;
    settings;
    constructor(clients, reader, requests, clock, settings) {
        this.clients = clients;
        this.reader = reader;
        this.requests = requests;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws PageRefusal when there is no client, or no place of its own, to which an error could be sent */
    async begin(form) {
        const client = await this.client(form);
        const pushed = this.once(form, 'request_uri');
        if (pushed?.startsWith(PUSHED) === true)
            return { id: await this.pushed(pushed, client) };
        const place = this.place(form, client);
        try {
            if (pushed !== undefined) {
                throw new OAuthError('request_uri_not_supported', 'request_uri must be one that was pushed here');
            }
            if (client.requirePushed || this.settings.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS) {
                throw new OAuthError('invalid_request', 'this request must be pushed (RFC 9126)');
            }
            return { id: await this.requests.insert(client.clientId, await this.reader.parameters(form, client)) };
        }
        catch (error) {
            if (error instanceof OAuthError)
                return { place, error, clientId: client.clientId };
            throw error;
        }
    }
    async client(form) {
        const id = this.once(form, 'client_id');
        if (id === undefined)
            throw unknownClient('The link that brought you here names no application.');
        const client = /^[\x20-\x7e]{1,256}$/.test(id) ? await this.find(id) : null;
        if (client === null)
            throw unknownClient('The application that sent you here is not known.');
        if (!mayAct(client, this.clock.now())) {
            const why = whyNot(client, this.clock.now());
            throw unknownClient(`The application that sent you here ${why}.`, 'unauthorized_client');
        }
        return client;
    }
    /** @throws PageRefusal when its metadata document cannot be used */
    async find(id) {
        try {
            return await this.clients.findAsking(id);
        }
        catch (cause) {
            if (!(cause instanceof OAuthError))
                throw cause;
            throw unknownClient(sentence(cause.text), cause.code);
        }
    }
    place(form, client) {
        let redirectUri;
        try {
            redirectUri = this.reader.redirectUri(form, client);
        }
        catch (cause) {
            if (!(cause instanceof OAuthError))
                throw cause;
            throw new PageRefusal(400, 'This application cannot sign you in', sentence(cause.text), cause.code);
        }
        // Neither is worth a page: a client that spoils them gets its error in the query, without a state.
        const responseMode = given(() => readResponseMode(form)) ?? 'query';
        const state = given(() => readState(form));
        return { redirectUri, responseMode, ...(state === undefined ? {} : { state }) };
    }
    async pushed(uri, client) {
        const id = uri.slice(PUSHED.length);
        if (await this.requests.waits(id, client.clientId))
            return id;
        throw new PageRefusal(400, 'This link has expired', 'It was used already, is too old, or belongs to another application. Go back to the application and start again.', 'invalid_request_uri');
    }
    once(form, name) {
        try {
            return form.one(name);
        }
        catch (cause) {
            if (!(cause instanceof OAuthError))
                throw cause;
            throw new PageRefusal(400, 'This application cannot sign you in', sentence(cause.text), cause.code);
        }
    }
};
AuthorizationStart = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KnownClients,
        AuthorizationReader,
        AuthorizationRequestStore,
        Clock,
        Settings])
], AuthorizationStart);
export { AuthorizationStart };
function given(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof OAuthError)
            return undefined;
        throw error;
    }
}
function unknownClient(text, code = 'invalid_client') {
    return new PageRefusal(400, 'This application cannot sign you in', text, code);
}
function sentence(text) {
    return `The request is not right: ${text}.`;
}
//# sourceMappingURL=authorization-start.js.map