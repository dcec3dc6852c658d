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
import { Signals } from '../analytics/analytics.contract.js';
import { GroupCommit } from '../database/group-commit.js';
import { Clock } from '../kernel/clock.js';
import { currentContext, currentTransaction } from '../http/request-context.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { receiptPieces } from './chain/receipt-text.rules.js';
import { RECEIPTS } from './chain/receipt-rows.js';
import { Evidence } from './evidence.contract.js';
import { mustRecord } from './must-record.rules.js';
/** Receipts that may be on their way; more wait for theirs, whatever they are. */
const MOST_FOLLOWING = 1000;
/** Writes decisions to `audit_events`, in the flush of whatever they belong to. */
let EvidenceStore = class EvidenceStore extends Evidence {
    commit;
    clock;
    signals;
    settings;
    log;
    following = 0;
    constructor(commit, clock, signals, settings, log) {
        super();
        this.commit = commit;
        this.clock = clock;
        this.signals = signals;
        this.settings = settings;
        this.log = log;
    }
    async record(...events) {
        const rows = events.map((event) => this.row(event));
        const written = this.commit.write(rows.map(({ row }) => row));
        if (this.isFirst(events))
            await written;
        else
            this.follow(written, events);
        return rows.map(({ id }) => id);
    }
    row(event) {
        const now = this.clock.now();
        const id = uuidv7(now);
        const context = currentContext();
        const pieces = receiptPieces({
            id,
            at: new Date(now).toISOString(),
            event,
            txn: event.txn ?? (context === undefined ? undefined : currentTransaction(now)),
            requestId: context?.requestId,
            origin: context === undefined ? undefined : this.signals.addressHash(context.address),
        });
        return { id, row: { into: RECEIPTS, pieces } };
    }
    isFirst(events) {
        const { MUST_RECORD: policy } = this.settings;
        return this.following >= MOST_FOLLOWING || events.some((event) => mustRecord(policy, event));
    }
    follow(written, events) {
        this.following += 1;
        void written
            .catch((err) => {
            const kinds = events.map(({ kind }) => kind).join(' ');
            this.log.error('evidence.not_recorded', { kinds, server: events[0]?.upstream, err });
        })
            .finally(() => (this.following -= 1));
    }
};
EvidenceStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GroupCommit,
        Clock,
        Signals,
        Settings,
        Log])
], EvidenceStore);
export { EvidenceStore };
//# sourceMappingURL=evidence.store.js.map