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
import { ClientSecretUseStore } from './client-secret-use.store.js';
import { ClientSecretUses } from './client-secret-uses.js';
const MINUTE = 60_000;
/** Writes down which secrets were used, every minute and at the end: a process that is killed forgets a minute. */
let ClientSecretUsesJob = class ClientSecretUsesJob extends RecurringJob {
    uses;
    store;
    constructor(uses, store, log) {
        super(log, { every: MINUTE, atStart: false, failure: 'client_secret.uses_not_noted' });
        this.uses = uses;
        this.store = store;
    }
    async beforeApplicationShutdown() {
        await this.run();
        await super.beforeApplicationShutdown();
    }
    async work() {
        const uses = this.uses.take();
        if (uses.length === 0)
            return;
        try {
            await this.store.write(uses);
        }
        catch (error) {
            this.uses.putBack(uses);
            throw error;
        }
    }
};
ClientSecretUsesJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientSecretUses,
        ClientSecretUseStore,
        Log])
], ClientSecretUsesJob);
export { ClientSecretUsesJob };
//# sourceMappingURL=client-secret-uses.job.js.map