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
import { requireCount } from '../../http/bulk.js';
import { Changes } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { ConsentStore } from './consent.store.js';
/** Takes back what people agreed to; what was opened by it ends with it. */
let Consents = class Consents {
    store;
    sessions;
    changes;
    constructor(store, sessions, changes) {
        this.store = store;
        this.sessions = sessions;
        this.changes = changes;
    }
    async withdraw(consent, event) {
        await this.changes.record(async (transaction) => {
            await this.store.withdraw(transaction, consent.id);
            return this.sessions.closeOfConsents(transaction, [consent]);
        }, (closed) => event({ ...toldOf(consent), closed }));
    }
    /** The same of all that are meant. @throws Problem 409 when they are not as many as were expected */
    withdrawMeant({ filter, expected }, event) {
        const ended = [];
        return this.changes.record(async (transaction) => {
            ended.splice(0, Infinity, ...(await this.store.withdrawMeant(transaction, filter)));
            requireCount(ended.length, expected);
            return { matched: ended.length, closed: await this.sessions.closeOfConsents(transaction, ended) };
        }, (done) => [
            event('consents.withdrawn', { filter, ...done }),
            ...ended.map((consent) => event('consent.withdrawn', toldOf(consent))),
        ]);
    }
};
Consents = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ConsentStore,
        SessionStore,
        Changes])
], Consents);
export { Consents };
/** All of it: the row is gone, and nothing else says whose consent it was to what. */
function toldOf({ id, userId, clientId, resource }) {
    return { id, user_id: userId, client_id: clientId, resource };
}
/** What a person is shown about a client: when it changes, an earlier consent was to something else. */
export function fingerprintOf(client) {
    const shown = [
        client.clientName,
        client.clientUri,
        client.kind,
        client.purpose,
        client.owner?.id,
    ];
    const places = [...client.redirectUris].sort();
    // Nobody else would notice that another took the document over: its keys are who it is.
    if (client.registration === 'metadata_document')
        shown.push(client.jwksUri, JSON.stringify(client.jwks));
    return createHash('sha256')
        .update(JSON.stringify([shown, places]))
        .digest('base64url');
}
//# sourceMappingURL=consents.js.map