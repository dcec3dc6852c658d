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
import { createHash } from 'node:crypto';
import { ClientDirectory, mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { fingerprintOf } from '../../identity/consents/consents.js';
import { ConsentStore } from '../../identity/consents/consent.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { sameRedirectUri } from '../../kernel/redirect-uri.js';
import { heldScopes } from '../../kernel/scope-set.js';
import { ReachableAcrs } from '../../people/reachable-acrs.js';
import { asksForAcr, signInStep } from './next-step.rules.js';
/** Decides how an authorization request goes on. It looks and answers; it changes nothing. */
let Interaction = class Interaction {
    clients;
    scopes;
    consents;
    acrs;
    clock;
    constructor(clients, scopes, consents, acrs, clock) {
        this.clients = clients;
        this.scopes = scopes;
        this.consents = consents;
        this.acrs = acrs;
        this.clock = clock;
    }
    /** The client of a request, as it is now. @throws PageRefusal when it may no longer act */
    async client(request) {
        const client = await this.clients.findAsking(request.clientId);
        if (client !== null && mayAct(client, this.clock.now()) && stillExpects(client, request))
            return client;
        throw new PageRefusal(400, 'This application cannot sign you in', `It ${whyNot(client, this.clock.now())}.`, 'unauthorized_client');
    }
    async standing(request, client, person) {
        const { parameters, startedAt } = request;
        const reachable = person !== null && asksForAcr(parameters) ? await this.acrs.of(person.userId) : [];
        const step = signInStep({ parameters, startedAt, now: this.clock.now(), reachable }, person);
        if (step.kind !== 'go' || person === null)
            return step.kind === 'go' ? { kind: 'sign-in', again: false } : step;
        const offer = await this.offer(request, client, person);
        if (offer.scope.length === 0) {
            return { kind: 'refuse', code: 'access_denied', text: 'the person has none of the scopes asked for' };
        }
        if (await this.agreed(request, offer))
            return { kind: 'grant', person, offer };
        if (!parameters.prompt.includes('none'))
            return { kind: 'consent', person, offer };
        return { kind: 'refuse', code: 'consent_required', text: 'the person must be asked for consent' };
    }
    async offer({ parameters }, client, person) {
        const scope = heldScopes(parameters.scope, person.roles, await this.scopes.find(parameters.scope));
        const { userId } = person;
        const { resources, prompt, redirectUri } = parameters;
        return {
            client,
            scope,
            byPolicy: client.firstParty && !prompt.includes('consent') && isRecognised(client, redirectUri),
            question: { userId, clientId: client.clientId, resources, scope, fingerprint: fingerprintOf(client) },
        };
    }
    async agreed(request, offer) {
        if (offer.byPolicy)
            return true;
        const { prompt, redirectUri } = request.parameters;
        const answered = request.consented === digestOf(offer.question);
        const remembered = !prompt.includes('consent') && isRecognised(offer.client, redirectUri);
        return (answered || remembered) && this.consents.covers(offer.question);
    }
};
Interaction = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientDirectory,
        ScopeCatalogue,
        ConsentStore,
        ReachableAcrs,
        Clock])
], Interaction);
export { Interaction };
/** The client may have lost the grant, or the place to which the answer would go, since it asked. */
function stillExpects({ grantTypes, redirectUris }, { parameters }) {
    const { redirectUri } = parameters;
    return grantTypes.includes('authorization_code') && redirectUris.some((one) => sameRedirectUri(one, redirectUri));
}
/** Of exactly what a person was asked: a page that showed something else gives no consent to this. */
export function digestOf(question) {
    return createHash('sha256').update(JSON.stringify(question)).digest('base64url');
}
/**
 * Whether an earlier consent can have been to this very program: any other on the same computer may name a public client,
 * and listen at a loopback address or claim a private scheme (RFC 6749 §10.2, RFC 8252 §8.6).
 */
function isRecognised({ authMethod }, redirectUri) {
    return authMethod !== 'none' || redirectUri.startsWith('https:');
}
//# sourceMappingURL=interaction.js.map