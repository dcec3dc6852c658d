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
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Problem } from '../../kernel/problem.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import { SpentIds } from '../../oauth/proofs/spent-ids.store.js';
import { byPerson } from '../../people/account-endings.js';
import { Presence } from '../../people/presence.js';
import { BridgeCodes } from '../codes/bridge-codes.js';
/** Milliseconds in which a program's request is answered once; afterwards no program waits for it. */
const REMEMBERED = 86_400_000;
/** Codes that people make for their own devices. */
let OwnCodes = class OwnCodes {
    codes;
    presence;
    spent;
    changes;
    clock;
    constructor(codes, presence, spent, changes, clock) {
        this.codes = codes;
        this.presence = presence;
        this.spent = spent;
        this.changes = changes;
        this.clock = clock;
    }
    /** One that the person carries to the program. @throws Problem 409 when enough of theirs wait */
    carried(person, deviceName) {
        const event = byPerson(person, 'bridge_code.issued', { user_id: person.userId });
        const wishes = { userId: person.userId, deviceName, challenge: null };
        return this.codes.issue(wishes, event, (transaction) => this.presence.hold(transaction, person));
    }
    /** One for the program that asked. @throws PageRefusal also when the person has answered it already */
    async allow(person, request) {
        const { deviceName, challenge } = request;
        const event = byPerson(person, 'bridge_code.issued', { user_id: person.userId, ...told(request) });
        try {
            const wishes = { userId: person.userId, deviceName, challenge };
            const issued = await this.codes.issue(wishes, event, async (transaction) => {
                await this.presence.hold(transaction, person);
                await this.answer(transaction, person, request);
            });
            return issued.code;
        }
        catch (error) {
            if (!(error instanceof Problem))
                throw error;
            throw new PageRefusal(error.status, 'No code can be made now', error.detail);
        }
    }
    /** @throws PageRefusal when the person has answered it already */
    async deny(person, request) {
        await this.changes.record((transaction) => this.answer(transaction, person, request), () => ({ ...byPerson(person, 'bridge_code.denied', told(request)), decision: 'deny' }));
    }
    /** A form that is sent again, or a link that is opened again, must not make a second code. */
    async answer(transaction, { userId }, { challenge }) {
        const until = new Date(this.clock.now() + REMEMBERED);
        if (await this.spent.spend('device_request', userId, challenge, until, transaction))
            return;
        const text = 'You have answered this request before. If the program still waits, start again there.';
        throw new PageRefusal(409, 'This is done already', text);
    }
};
OwnCodes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BridgeCodes,
        Presence,
        SpentIds,
        Changes,
        Clock])
], OwnCodes);
export { OwnCodes };
/** Not what the device is called: people name them after themselves. */
function told({ redirectUri }) {
    return { redirect_host: redirectPlace(redirectUri).host };
}
//# sourceMappingURL=own-codes.js.map