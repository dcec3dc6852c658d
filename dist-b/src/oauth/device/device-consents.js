var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { WaitingClients } from '../../device-grant/waiting.contract.js';
import { shownClient } from '../authorize/authorization-pages.js';
import { digestOf } from '../authorize/interaction.js';
import { isRole, ROLES } from '../../kernel/roles.js';
import { DeviceConsentPage } from './device-consent.page.js';
import { DeviceDecisions } from './device-decisions.js';
import { DeviceOffers } from './device-offers.js';
/**
 * What a person is asked about an OAuth client that waits under a user code. They are asked every time, whatever they
 * agreed to before and whoever's client it is: that they look at the code is what protects them (RFC 8628 §5.4).
 */
let DeviceConsents = class DeviceConsents extends WaitingClients {
    offers;
    decisions;
    /** Which clients may begin this way is decided where they are registered. */
    isOffered = true;
    comesByLink = true;
    constructor(offers, decisions) {
        super();
        this.offers = offers;
        this.decisions = decisions;
    }
    /** Of whoever comes to administer by it: the sign-in must have been made after this very code was entered. */
    async needsNewSignIn(person, waiting) {
        const { question } = await this.offers.of(waiting, person);
        return question.scope.some(isRole) && !isMadeFor(waiting, person);
    }
    async question(person, waiting, { formToken, isNear }) {
        const { client, question, catalogue } = await this.offers.of(waiting, person);
        const { scope, resources } = question;
        const body = (_jsx(DeviceConsentPage, { formToken: formToken, offer: digestOf(question), person: person, client: shownClient(client), waiting: { ...waiting, isNear }, isProven: client.authMethod !== 'none', resources: resources, roles: scope.filter(isRole).map((name) => ({ name, description: ROLES[name].description })), scopes: scope
                .filter((name) => !isRole(name))
                .map((name) => ({ name, description: catalogue.get(name)?.description ?? name })), offline: scope.includes('offline_access') }));
        return { title: 'Allow access', body };
    }
    async allow(person, waiting, shown) {
        const offer = await this.offers.of(waiting, person);
        if (offer.question.scope.some(isRole) && !isMadeFor(waiting, person))
            return false;
        return shown === digestOf(offer.question) && (await this.decisions.allow(waiting, offer, person));
    }
    deny(person, waiting) {
        return this.decisions.deny(waiting, person);
    }
    farewell(allowed) {
        return {
            heading: allowed ? 'Access is allowed' : 'Access was denied',
            text: allowed ? 'Go on where you began; it needs a moment. You can close this page.' : 'You can close this page.',
            action: { href: '/account', label: 'See your account' },
        };
    }
};
DeviceConsents = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceOffers,
        DeviceDecisions])
], DeviceConsents);
export { DeviceConsents };
/** With the second factor, if the person has one. */
function isMadeFor({ claimedAt }, { authenticatedAt, lacksFactor }) {
    return !lacksFactor && authenticatedAt > claimedAt;
}
//# sourceMappingURL=device-consents.js.map