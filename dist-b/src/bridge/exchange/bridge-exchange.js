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
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { joinTransaction } from '../../http/request-context.js';
import { Changes } from '../../identity/changes.store.js';
import { equalSecrets } from '../../kernel/one-time-secret.js';
import { Problem } from '../../kernel/problem.js';
import { BridgeCodeStore } from '../codes/bridge-code.store.js';
import { Devices } from '../devices/devices.js';
import { DeviceSessions, waiting } from './device-sessions.js';
/** Exchanges a code for the session of a device: one statement spends it, in the commit of all that comes of it. */
let BridgeExchange = class BridgeExchange {
    codes;
    authorizations;
    devices;
    sessions;
    changes;
    constructor(codes, authorizations, devices, sessions, changes) {
        this.codes = codes;
        this.authorizations = authorizations;
        this.devices = devices;
        this.sessions = sessions;
        this.changes = changes;
    }
    /**
     * Plans it, and has it done; again when somebody else came between.
     * @param issue makes of the plan a token
     * @throws Problem 401 in the same words for every code that cannot be used, 403, 409; and for a program that waits what
     *   RFC 8628 §3.5 calls it, as `error`
     */
    exchange(wishes, issue) {
        return this.changes.retrying(async () => issue(await this.plan(wishes)));
    }
    /** @throws Problem why a program that waits gets nothing yet, or never */
    async mustBeAnswered(deviceCode) {
        const polled = await this.authorizations.poll(this.codes.hash(deviceCode), null);
        if (polled === null || polled.expired || polled.status === 'allowed')
            return;
        if (polled.status === 'denied')
            throw unready('The person said no.', { error: 'access_denied' });
        const { tooSoon, intervalSeconds: interval } = polled;
        if (tooSoon)
            throw unready(`Ask every ${interval} s, not sooner.`, { error: 'slow_down', interval });
        throw unready('Nobody has answered yet.', { error: 'authorization_pending' });
    }
    async plan(wishes) {
        // First of all: it may be answered between two looks.
        if (wishes.waited)
            await this.mustBeAnswered(wishes.code);
        const code = await this.codes.find(wishes.code);
        if (code === null || !isProven(code, wishes.verifier))
            throw refused(wishes);
        joinTransaction(code.txn);
        await wishes.spendProof();
        const known = await this.devices.known(code.userId, wishes.held, wishes.sessionId);
        const device = this.devices.coming({ ...wishes, userId: code.userId, name: code.deviceName }, known);
        const session = known.session ?? (await this.sessions.fresh(wishes.sessionId));
        const scope = await this.sessions.scope(code.roles);
        const added = known.device === null;
        return this.sessions.authorization({ device, added, scope, session, origin: wishes.origin }, async (transaction) => {
            // Whoever else comes with the same code waits here, and finds it spent.
            const count = await this.devices.hold(transaction, code.userId, wishes.held);
            if (count === null || !(await this.codes.spend(transaction, wishes.code)))
                throw refused(wishes);
            const audience = this.sessions.audiences();
            await this.devices.admit(transaction, device, { known: !added, count, scope, audience });
            if (device.approvedAt === null)
                return waiting(device);
            await this.sessions.hold(transaction, session, device);
            return null;
        });
    }
};
BridgeExchange = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BridgeCodeStore,
        DeviceAuthorizations,
        Devices,
        DeviceSessions,
        Changes])
], BridgeExchange);
export { BridgeExchange };
/** RFC 7636 §4.6, for codes that a program asked for by itself. */
function isProven({ challenge }, verifier) {
    if (challenge === null)
        return verifier === undefined;
    if (verifier === undefined)
        return false;
    const made = createHash('sha256').update(verifier).digest();
    return equalSecrets(made, Buffer.from(challenge, 'base64url'));
}
/** Whoever waits is told in RFC 8628's word, for whatever reason the code is of no use any more. */
function refused({ waited }) {
    const headers = { 'www-authenticate': 'Bearer realm="gatehouse", error="invalid_token"' };
    return new Problem(401, 'The code is not accepted.', [], headers, waited ? { error: 'expired_token' } : {});
}
function unready(detail, members) {
    return new Problem(400, detail, [], {}, members);
}
//# sourceMappingURL=bridge-exchange.js.map