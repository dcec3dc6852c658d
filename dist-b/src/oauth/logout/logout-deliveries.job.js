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
import { ChangeFeed } from '../../database/change-feed.js';
import { RecurringJob } from '../../database/recurring.job.js';
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import { LogoutDeliveryStore } from './logout-delivery.store.js';
import { LogoutSending } from './logout-sending.js';
/** Milliseconds between two looks when nobody says that there is something. */
const SECOND = 1_000;
/** At once: of all, of one client, and in the name of one person. */
const MOST = { ofAll: 16, ofClient: 2, ofPerson: 4 };
/**
 * Tells clients that people have signed out: as soon as sessions end, and again when a try failed. Whoever signed out does
 * not wait for it.
 */
let LogoutDeliveriesJob = class LogoutDeliveriesJob extends RecurringJob {
    feed;
    store;
    logouts;
    changes;
    sending = new Map();
    constructor(feed, store, logouts, changes, log) {
        super(log, { every: SECOND, atStart: false, failure: 'logout.unread' });
        this.feed = feed;
        this.store = store;
        this.logouts = logouts;
        this.changes = changes;
    }
    async onApplicationBootstrap() {
        this.feed.on('sessions', () => void this.run());
        await super.onApplicationBootstrap();
    }
    /** What is under way is finished, which takes seconds at most; what is left is another replica's, or the next start's. */
    async beforeApplicationShutdown() {
        await super.beforeApplicationShutdown();
        await Promise.all(this.sending.keys());
    }
    /** Takes up what is due, and looks again until there is nothing, or no room. */
    async work() {
        const ofAll = MOST.ofAll - this.sending.size;
        if (ofAll <= 0)
            return;
        const claimed = await this.store.claim({ ...MOST, ofAll }, this.busy());
        for (const delivery of claimed)
            this.start(delivery);
        if (claimed.length > 0)
            void this.run();
    }
    /** Clients that are being told, and persons in whose names so many are that they have their share. */
    busy() {
        const sending = [...this.sending.values()];
        const persons = sending.map(({ userId }) => userId);
        const full = persons.filter((id) => persons.filter((one) => one === id).length >= MOST.ofPerson);
        return { clients: [...new Set(sending.map(({ clientId }) => clientId))], persons: [...new Set(full)] };
    }
    start(delivery) {
        const sending = this.send(delivery)
            // What is not said to be done is taken up again when its time has passed.
            .catch((err) => this.log.warn('logout.unfinished', { client_id: delivery.clientId, err }))
            .then(() => {
            this.sending.delete(sending);
            // There is room now for what waited.
            void this.run();
        });
        this.sending.set(sending, delivery);
    }
    async send(delivery) {
        const { outcome, cause } = await this.logouts.try(delivery);
        const fields = { client_id: delivery.clientId, attempts: delivery.attempts, cause };
        if (outcome === 'told')
            this.log.info('logout.told', fields);
        else
            this.log.warn('logout.not_told', { ...fields, again: typeof outcome === 'object' });
        if (typeof outcome === 'object')
            await this.store.postpone(delivery, outcome.wait);
        else
            await this.finish(delivery, outcome, cause);
    }
    /** It is taken off the list together with the evidence of what came of it. */
    async finish(delivery, outcome, cause) {
        const { clientId, userId: sub, signInId: sid, attempts } = delivery;
        const said = outcome === 'told' ? { kind: 'logout.told' } : { kind: 'logout.not_told', reason: cause };
        await this.changes.record((transaction) => this.store.end(transaction, delivery), (ended) => (ended ? { ...said, decision: 'done', sub, clientId, sid, detail: { attempts, outcome } } : null));
    }
};
LogoutDeliveriesJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ChangeFeed,
        LogoutDeliveryStore,
        LogoutSending,
        Changes,
        Log])
], LogoutDeliveriesJob);
export { LogoutDeliveriesJob };
//# sourceMappingURL=logout-deliveries.job.js.map