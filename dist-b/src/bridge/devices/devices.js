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
import { ChangedMeanwhile } from '../../identity/changes.store.js';
import { NamedSessionStore } from '../../identity/sessions/named-session.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { currentTransaction, joinTransaction } from '../../http/request-context.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { bindingOf } from '../../kernel/token-binding.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { DeviceStore } from './device.store.js';
const DAY = 86_400_000;
/** Which device of a person it is that comes, and what must hold for it to act. A device is one with its session. */
let Devices = class Devices {
    store;
    sessions;
    named;
    clock;
    settings;
    constructor(store, sessions, named, clock, settings) {
        this.store = store;
        this.sessions = sessions;
        this.named = named;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * A device with a key is known by that alone; one without by the id of its session, to whoever has a code of the same person.
     * @param asked id of a session, as the host says it
     * @throws Problem 409 for a key that is another person's device
     */
    async known(userId, held, asked) {
        if (held === undefined) {
            const device = asked === undefined ? null : await this.store.findBySession(asked);
            if (device?.userId !== userId || asked === undefined)
                return { device: null, session: null };
            joinTransaction(device.txn);
            return { device, session: { id: asked, kept: true } };
        }
        const device = await this.store.findByKey(held);
        if (device === null)
            return { device, session: null };
        if (device.userId !== userId)
            throw Problem.conflict('The key belongs to a device of somebody else.');
        joinTransaction(device.txn);
        return { device, session: await this.sessionOf(device, asked) };
    }
    async sessionOf({ sessionId }, asked) {
        const own = asked !== undefined && (await this.named.isOpenChild(asked, sessionId));
        return own ? { id: asked, kept: true } : null;
    }
    /**
     * The device as it will be. Its end is counted from now, and beside its key it has the certificate that it has come with,
     * since somebody has just vouched for it.
     * @throws Problem 403 for one without a key where devices are let in by hand
     */
    coming({ userId, name, held, origin }, { device }) {
        const now = this.clock.now();
        if (this.settings.BRIDGE_APPROVAL && held === undefined) {
            throw new Problem(403, 'Devices are let in by hand here: the device needs a key of its own.');
        }
        if (device !== null) {
            const certificate = device.jkt === null ? device.certificate : (held?.['x5t#S256'] ?? null);
            return { ...device, certificate, expiresAt: this.end(held, device.createdAt) };
        }
        const createdAt = new Date(now);
        return {
            id: uuidv7(now),
            userId,
            sessionId: uuidv7(now),
            name,
            jkt: held?.jkt ?? null,
            certificate: held?.['x5t#S256'] ?? null,
            approvedAt: this.settings.BRIDGE_APPROVAL ? null : createdAt,
            origin: origin.addressHash,
            createdAt,
            expiresAt: this.end(held, createdAt),
            lastSeenAt: createdAt,
        };
    }
    /**
     * Until the transaction ends nobody else gives the person a device, nor anybody the key.
     * @returns live devices of the person; null when the person is not active
     */
    hold(transaction, userId, held) {
        return this.store.hold(transaction, userId, held ?? {});
    }
    /**
     * Writes a new device with its session, or lets the one that is known last longer.
     * @param count live devices of its person
     * @throws Problem 409 when there are enough, ChangedMeanwhile
     */
    async admit(transaction, device, { known, count, scope, audience, }) {
        const { id, userId, sessionId, certificate, createdAt, expiresAt } = device;
        // One whose time was over is not among those that were counted.
        const isCounted = async () => known && (await this.sessions.holdOpen(transaction, sessionId));
        if (count >= this.settings.BRIDGE_DEVICES && !(await isCounted())) {
            throw Problem.conflict(`A person has at most ${this.settings.BRIDGE_DEVICES} devices: revoke one first.`);
        }
        if (known) {
            if (!(await this.named.prolong(transaction, [sessionId], expiresAt)))
                throw new ChangedMeanwhile();
            return this.store.touch(transaction, id, { expiresAt, certificate });
        }
        if (await this.store.isTaken(transaction, keyOf(device)))
            throw new ChangedMeanwhile();
        await this.store.insert(transaction, device);
        const opened = { source: 'bridge', clientId: BRIDGE_CLIENT, asOwner: false };
        const lineage = { txn: currentTransaction(createdAt.getTime()), ancestors: [] };
        const cnf = keyOf(device);
        await this.sessions.insert(transaction, {
            ...{ ...opened, lineage, id: sessionId, userId, subject: userId, scope, audience, createdAt, expiresAt },
            origin: device.origin,
            ...(bindingOf(cnf) === 'bearer' ? {} : { cnf }),
        });
    }
    /** @returns whether it is open still; it stays so until the transaction ends */
    async comesAgain(transaction, { id, sessionId }) {
        if (!(await this.sessions.holdOpen(transaction, sessionId)))
            return false;
        await this.store.touch(transaction, id);
        return true;
    }
    /** One without a key cannot renew its token: it ends with that. No session outlives the time for which sessions are kept. */
    end(held, createdAt) {
        const { BRIDGE_TOKEN_SECONDS, BRIDGE_DEVICE_DAYS, RETENTION_DAYS } = this.settings;
        const wish = held === undefined ? BRIDGE_TOKEN_SECONDS * 1000 : BRIDGE_DEVICE_DAYS * DAY;
        return new Date(Math.min(this.clock.now() + wish, createdAt.getTime() + RETENTION_DAYS * DAY));
    }
};
Devices = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceStore,
        SessionStore,
        NamedSessionStore,
        Clock,
        Settings])
], Devices);
export { Devices };
/** All that a device has shown to hold when it began. */
export function keyOf({ jkt, certificate }) {
    return { ...(jkt === null ? {} : { jkt }), ...(certificate === null ? {} : { 'x5t#S256': certificate }) };
}
//# sourceMappingURL=devices.js.map