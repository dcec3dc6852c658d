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
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { Changes } from '../../identity/changes.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { ConsentStore } from '../../identity/consents/consent.store.js';
import { isRole } from '../../kernel/roles.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { about, cannotContinue } from '../authorize/authorization-decisions.js';
import { wishOf } from './device-codes.js';
/** What becomes of a client that waits, each in one commit with its evidence. */
let DeviceDecisions = class DeviceDecisions {
    changes;
    authorizations;
    codes;
    consents;
    clients;
    constructor(changes, authorizations, codes, consents, clients) {
        this.changes = changes;
        this.authorizations = authorizations;
        this.codes = codes;
        this.consents = consents;
        this.clients = clients;
    }
    /**
     * Writes down what the person agreed to, and makes of the device code an authorization code of the client.
     * @returns false when the client is no longer what the person looked at
     * @throws PageRefusal when it no longer waits
     */
    allow(waiting, offer, person) {
        const { client, question } = offer;
        const { clientId } = client;
        return this.changes.record(async (transaction) => {
            if (!(await this.clients.holdUnchanged(transaction, clientId, client.updatedAt)))
                return false;
            await this.authorizations.answer(transaction, waiting, person, 'allowed');
            // Roles are asked for every time, here and at a browser; the rest is what the person can take back in the account.
            const remembered = question.scope.filter((name) => !isRole(name));
            await this.consents.give(transaction, { ...question, scope: remembered });
            await this.give(transaction, waiting, offer, person);
            return true;
        }, (isAllowed) => {
            if (!isAllowed)
                return null;
            const { userId: sub, sessionId: sid } = person;
            const detail = { scope: question.scope.join(' '), resources: question.resources, ...GRANT };
            const told = { decision: 'allow', sub, sid, clientId, ...about(question.resources), detail };
            return [
                { kind: 'consent.given', ...told },
                { kind: 'authorization.granted', ...told },
            ];
        }, 
        // Deleted while the person looked at the page.
        { consents_client: cannotContinue(), consents_user: cannotContinue() });
    }
    /** @throws PageRefusal when it no longer waits */
    async deny(waiting, person) {
        const { userId: sub, sessionId: sid } = person;
        await this.changes.record((transaction) => this.authorizations.answer(transaction, waiting, person, 'denied'), () => ({
            kind: 'authorization.refused',
            decision: 'deny',
            reason: 'access_denied',
            sub,
            sid,
            ...(waiting.clientId === null ? {} : { clientId: waiting.clientId }),
            detail: { text: 'the person said no', ...GRANT },
        }));
    }
    async give(transaction, waiting, { question: { clientId, scope, resources } }, person) {
        const { hash, expiresAt } = waiting;
        const { userId, sessionId: webSessionId, authenticatedAt, acr, amr } = person;
        const decided = {
            clientId,
            userId,
            webSessionId,
            redirectUri: null,
            redirectUriSent: false,
            codeChallenge: null,
            dpopJkt: wishOf(waiting).dpopJkt,
            scope: [...scope],
            resources: [...resources],
            nonce: null,
            claims: null,
            authenticatedAt,
            acr,
            amr: [...amr],
            txn: waiting.txn,
        };
        await this.codes.give(transaction, decided, { hash, expiresAt });
    }
};
DeviceDecisions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        DeviceAuthorizations,
        AuthorizationCodeStore,
        ConsentStore,
        ClientStore])
], DeviceDecisions);
export { DeviceDecisions };
/** For the record: how it came to it. */
const GRANT = { grant: 'device_code' };
//# sourceMappingURL=device-decisions.js.map