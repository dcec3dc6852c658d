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
import { Changes } from '../../identity/changes.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { ConsentStore } from '../../identity/consents/consent.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { AuthorizationCodeStore } from './authorization-code.store.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';
import { digestOf } from './interaction.js';
/** What becomes of an authorization request, each in one commit with its evidence. */
let AuthorizationDecisions = class AuthorizationDecisions {
    changes;
    requests;
    codes;
    consents;
    clients;
    constructor(changes, requests, codes, consents, clients) {
        this.changes = changes;
        this.requests = requests;
        this.codes = codes;
        this.consents = consents;
        this.clients = clients;
    }
    /** The person agreed: for this request, and for those that ask the same later. */
    async consent({ hash }, { question }, person) {
        await this.changes.record(async (transaction) => {
            await this.consents.give(transaction, question);
            await this.requests.consent(transaction, hash, digestOf(question));
        }, () => ({
            kind: 'consent.given',
            decision: 'allow',
            sub: person.userId,
            clientId: question.clientId,
            sid: person.sessionId,
            ...about(question.resources),
            detail: { scope: question.scope.join(' '), resources: question.resources },
        }), 
        // Deleted while the person looked at the page.
        { consents_client: cannotContinue(), consents_user: cannotContinue() });
    }
    /**
     * Completes the request with a code, if client and consent still are what was looked at: whoever changes or withdraws
     * them ends the codes that there are, so none may be written after that.
     * @returns null when they are not
     * @throws PageRefusal when it was completed meanwhile
     */
    grant(request, offer, person) {
        const { clientId, parameters } = request;
        const { scope } = offer;
        return this.changes.record(async (transaction) => {
            if (!(await this.held(transaction, offer)))
                return null;
            await this.complete(transaction, request);
            return this.codes.insert(transaction, {
                clientId,
                userId: person.userId,
                webSessionId: person.sessionId,
                redirectUri: parameters.redirectUri,
                redirectUriSent: parameters.redirectUriSent,
                codeChallenge: parameters.codeChallenge,
                dpopJkt: parameters.dpopJkt ?? null,
                scope: [...scope],
                resources: [...parameters.resources],
                nonce: parameters.nonce ?? null,
                claims: parameters.claims ?? null,
                authenticatedAt: person.authenticatedAt,
                acr: person.acr,
                amr: [...person.amr],
                txn: request.txn,
            });
        }, (code) => (code === null ? null : granted(request, offer, person)));
    }
    async held(transaction, { client, question, byPolicy }) {
        if (!(await this.clients.holdUnchanged(transaction, client.clientId, client.updatedAt)))
            return false;
        return byPolicy || (await this.consents.hold(transaction, question));
    }
    /** Completes the request with an error. @throws PageRefusal when it was completed meanwhile */
    async refuse(request, error, person) {
        await this.changes.record((transaction) => this.complete(transaction, request), () => ({
            kind: 'authorization.refused',
            decision: 'deny',
            reason: error.code,
            clientId: request.clientId,
            ...(person === null ? {} : { sub: person.userId, sid: person.sessionId }),
            detail: { text: error.text },
        }));
    }
    async complete(transaction, request) {
        if (!(await this.requests.complete(transaction, request.hash)))
            throw cannotContinue();
    }
};
AuthorizationDecisions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        AuthorizationRequestStore,
        AuthorizationCodeStore,
        ConsentStore,
        ClientStore])
], AuthorizationDecisions);
export { AuthorizationDecisions };
function granted({ clientId, parameters }, { scope }, { userId, sessionId }) {
    const { resources } = parameters;
    const detail = { scope: scope.join(' '), resources };
    const by = { sub: userId, clientId, sid: sessionId };
    return { kind: 'authorization.granted', decision: 'allow', ...by, ...about(resources), detail };
}
/** What a person's word is about, when it is one thing; the detail has all of them. */
export function about([first, ...others]) {
    return first === undefined || others.length > 0 ? {} : { resource: first };
}
/** One answer, whatever the reason: whoever holds a stolen link learns nothing from it. */
export function cannotContinue() {
    return new PageRefusal(400, 'This sign-in cannot go on', 'It has expired, was finished already, or began in another browser. Go back to the application and start again.');
}
//# sourceMappingURL=authorization-decisions.js.map