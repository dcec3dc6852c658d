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
import { RecurringJob } from '../../database/recurring.job.js';
import { Log } from '../../kernel/log.js';
import { Changes } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { ClientStore } from './client.store.js';
const MINUTE = 60_000;
/**
 * Closes the sessions of clients that have expired, every minute, so that lists tell it and nothing waits for them any
 * more. Nobody is let in until then: whoever looks at a session looks at the end of its client.
 */
let ExpiredClientsJob = class ExpiredClientsJob extends RecurringJob {
    clients;
    sessions;
    changes;
    constructor(clients, sessions, changes, log) {
        super(log, { every: MINUTE, atStart: false, failure: 'expired_clients.failed' });
        this.clients = clients;
        this.sessions = sessions;
        this.changes = changes;
    }
    async work() {
        for (const id of await this.clients.expiredWithSessions())
            await this.close(id);
    }
    async close(id) {
        await this.changes.record(
        // Held, lest it be given more time at this moment; a replica that comes second finds nothing open.
        async (transaction) => (await this.clients.holdExpired(transaction, id))
            ? this.sessions.closeOfClients(transaction, [id], 'client expired')
            : 0, (sessions) => sessions === 0 ? null : { kind: 'client.expired', decision: 'done', clientId: id, detail: { id, sessions } });
    }
};
ExpiredClientsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientStore,
        SessionStore,
        Changes,
        Log])
], ExpiredClientsJob);
export { ExpiredClientsJob };
//# sourceMappingURL=expired-clients.job.js.map