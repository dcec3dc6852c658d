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
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { WaitingPrograms } from '../../device-grant/waiting.contract.js';
import { Changes } from '../../identity/changes.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Problem } from '../../kernel/problem.js';
import { byPerson } from '../../people/account-endings.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodes } from '../codes/bridge-codes.js';
import { DeviceGrantPage } from './device-grant.page.js';
/** What a person is asked about a program of a bridge, and what they answer. */
let DeviceAnswers = class DeviceAnswers extends WaitingPrograms {
    authorizations;
    codes;
    changes;
    settings;
    comesByLink = false;
    constructor(authorizations, codes, changes, settings) {
        super();
        this.authorizations = authorizations;
        this.codes = codes;
        this.changes = changes;
        this.settings = settings;
    }
    get isOffered() {
        return this.settings.BRIDGE_DEVICE_GRANT;
    }
    needsNewSignIn() {
        return Promise.resolve(false);
    }
    question(person, waiting, { formToken, isNear }) {
        const body = (_jsx(DeviceGrantPage, { formToken: formToken, person: person, deviceName: waiting.deviceName, waiting: { ...waiting, isNear }, days: this.settings.BRIDGE_DEVICE_DAYS }));
        return Promise.resolve({ title: 'Connect a device', body });
    }
    /** The program's device code is one of the person's codes from now on. */
    async allow(person, waiting) {
        const { hash, deviceName, txn } = waiting;
        const event = { ...byPerson(person, 'bridge_code.issued', { user_id: person.userId, ...told() }), txn };
        try {
            await this.codes.give(hash, { userId: person.userId, deviceName, challenge: null }, event, (transaction) => this.authorizations.answer(transaction, waiting, person, 'allowed'));
            return true;
        }
        catch (error) {
            if (!(error instanceof Problem))
                throw error;
            throw new PageRefusal(error.status, 'It cannot be allowed now', error.detail);
        }
    }
    async deny(person, waiting) {
        await this.changes.record((transaction) => this.authorizations.answer(transaction, waiting, person, 'denied'), () => ({ ...byPerson(person, 'bridge_code.denied', told()), decision: 'deny' }));
    }
    farewell(allowed) {
        return {
            heading: allowed ? 'The device is connected' : 'The device was turned away',
            text: allowed ? 'Go on there; it needs a moment. You can close this page.' : 'You can close this page.',
            action: { href: '/account/devices', label: 'See your devices' },
        };
    }
};
DeviceAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceAuthorizations,
        BridgeCodes,
        Changes,
        Settings])
], DeviceAnswers);
export { DeviceAnswers };
function told() {
    return { grant: 'device_code' };
}
//# sourceMappingURL=device-answers.js.map