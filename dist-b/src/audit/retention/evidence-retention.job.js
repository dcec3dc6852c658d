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
import { EvidenceRetentionStore } from './evidence-retention.store.js';
const HOUR = 3_600_000;
/** Pieces in one go; the rest waits for the next hour. */
const MOST = 400;
/** Drops evidence that is past its retention, at the start and every hour. */
let EvidenceRetentionJob = class EvidenceRetentionJob extends RecurringJob {
    store;
    constructor(store, log) {
        super(log, { every: HOUR, atStart: true, failure: 'evidence.retention_failed' });
        this.store = store;
    }
    async work() {
        for (let left = MOST; left > 0; left--) {
            const piece = await this.store.seal();
            if (piece === null)
                return;
            if (piece.unsigned === 0)
                this.log.info('evidence.sealed', { begins: piece.begins });
            else
                return this.log.error('evidence.not_sealed', { begins: piece.begins, unsigned: piece.unsigned });
        }
    }
};
EvidenceRetentionJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [EvidenceRetentionStore,
        Log])
], EvidenceRetentionJob);
export { EvidenceRetentionJob };
//# sourceMappingURL=evidence-retention.job.js.map