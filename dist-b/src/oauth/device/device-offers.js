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
import { ClientDirectory, mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { fingerprintOf } from '../../identity/consents/consents.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { heldScopes } from '../../kernel/scope-set.js';
import { wishOf } from './device-codes.js';
import { boundedScopes, permittedScopes } from './device-scope.rules.js';
/** Looks at what a client that waits could be allowed now. It changes nothing. */
let DeviceOffers = class DeviceOffers {
    clients;
    scopes;
    clock;
    constructor(clients, scopes, clock) {
        this.clients = clients;
        this.scopes = scopes;
        this.clock = clock;
    }
    /** @throws PageRefusal when the client may no longer act, or the person has nothing of what it asks for */
    async of(waiting, person) {
        const client = waiting.clientId === null ? null : await this.clients.findAsking(waiting.clientId);
        if (client === null || !mayAct(client, this.clock.now()) || !client.grantTypes.includes(DEVICE_CODE)) {
            const text = `The application that shows this code ${whyNot(client, this.clock.now())}.`;
            throw new PageRefusal(400, 'This application cannot be let in', text, 'unauthorized_client');
        }
        const { scope: wanted, resources } = wishOf(waiting);
        // What it may be given can have been taken from it since it asked.
        const asked = permittedScopes(wanted, client);
        const catalogue = await this.scopes.find(asked);
        const scope = boundedScopes(heldScopes(asked, person.roles, catalogue));
        if (scope.length === 0) {
            const text = 'Your account has none of the permissions that the application asks for.';
            throw new PageRefusal(403, 'You cannot allow this', text, 'access_denied');
        }
        const { userId } = person;
        const question = { userId, clientId: client.clientId, resources, scope, fingerprint: fingerprintOf(client) };
        return { client, question, catalogue };
    }
};
DeviceOffers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientDirectory,
        ScopeCatalogue,
        Clock])
], DeviceOffers);
export { DeviceOffers };
//# sourceMappingURL=device-offers.js.map