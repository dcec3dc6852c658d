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
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { ClientRegister } from '../clients/client-register.js';
import { ClientRegistrationStore } from './client-registration.store.js';
const DAY = 86_400_000;
const HOUR = 3_600_000;
/**
 * Deletes clients that no administrator registered and nobody lets in (RFC 7591 §5), every hour; not at the start, which
 * it would make longer the more there are.
 */
let UnusedClientsJob = class UnusedClientsJob extends RecurringJob {
    register;
    registrations;
    clock;
    settings;
    constructor(register, registrations, clock, settings, log) {
        super(log, { every: HOUR, atStart: false, failure: 'unused_clients.failed' });
        this.register = register;
        this.registrations = registrations;
        this.clock = clock;
        this.settings = settings;
    }
    async work() {
        const before = new Date(this.clock.now() - this.settings.UNUSED_CLIENT_DAYS * DAY);
        for (const id of await this.registrations.unused(before))
            await this.remove(id);
    }
    async remove(id) {
        try {
            const event = { kind: 'client.deleted', decision: 'done', detail: { id, by: 'unused' } };
            await this.register.removeBy(id, () => event, async (transaction) => {
                if (!(await this.registrations.holdUnused(transaction, id)))
                    throw Problem.notFound('unused client');
            });
        }
        catch (error) {
            // Another replica, the client itself, or somebody who lets it in was first.
            if (!(error instanceof Problem))
                throw error;
        }
    }
};
UnusedClientsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientRegister,
        ClientRegistrationStore,
        Clock,
        Settings,
        Log])
], UnusedClientsJob);
export { UnusedClientsJob };
//# sourceMappingURL=unused-clients.job.js.map