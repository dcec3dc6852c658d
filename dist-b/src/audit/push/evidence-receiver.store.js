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
import { randomUUID } from 'node:crypto';
import { DataSource, MoreThan, Raw } from 'typeorm';
import { ChangedMeanwhile, nextChange } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { EvidenceReceiver } from './evidence-receiver.entity.js';
/** Milliseconds for which a receiver is one process's alone, from the last piece that it took. */
const LEASE = 60_000;
/** All SQL of `evidence_receivers`. */
let EvidenceReceiverStore = class EvidenceReceiverStore {
    source;
    clock;
    constructor(source, clock) {
        this.source = source;
        this.clock = clock;
    }
    findById(id) {
        return this.source.manager.findOneBy(EvidenceReceiver, { id });
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = {
            ...filters,
            ...(after === null ? {} : { id: MoreThan(after) }),
        };
        return this.source.manager.find(EvidenceReceiver, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** No two are registered at once, so that they can be counted. @returns how many there are */
    async countAlone(transaction) {
        await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.evidence_receivers'))`);
        return transaction.count(EvidenceReceiver);
    }
    async insert(transaction, row) {
        await transaction.insert(EvidenceReceiver, row);
        return row;
    }
    /**
     * Whoever is sending has to begin anew: what they have in their hands may be for another place.
     * @throws ChangedMeanwhile when the row is no longer what was read before
     */
    async update(transaction, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const anew = { attempts: 0, nextAt: this.now(), lease: null, leasedUntil: null, updatedAt };
        const { affected } = await transaction.update(EvidenceReceiver, { id: before.id, updatedAt: unchanged }, { ...fields, ...anew });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, ...anew };
    }
    /** @returns whether there was one */
    async delete(transaction, id) {
        const { affected } = await transaction.delete(EvidenceReceiver, { id });
        return affected === 1;
    }
    /** Takes up receivers that have something to come, by one statement: none that is another's. @param limit at most */
    async claim(limit) {
        const now = this.clock.now();
        const lease = randomUUID();
        await this.source.manager.query(`UPDATE evidence_receivers SET lease = $1, leased_until = $2 WHERE id IN (
         SELECT id FROM evidence_receivers
          WHERE status = 'active' AND next_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
            AND checkpoint < (SELECT max(number) FROM audit_checkpoints)
          ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED)`, [lease, new Date(now + LEASE), new Date(now), limit]);
        return this.source.manager.findBy(EvidenceReceiver, { lease });
    }
    /** @returns the receiver where it is now; null when it is no longer this process's */
    async advance(receiver, { checkpoint, after, delivered, missing }) {
        const [, moved] = await this.source.manager.query(`UPDATE evidence_receivers SET checkpoint = $3, after = $4, delivered = delivered + $5, missing = missing + $6,
         delivered_at = CASE WHEN $5::int > 0 THEN $7::timestamptz ELSE delivered_at END, leased_until = $8,
         attempts = CASE WHEN $5::int > 0 THEN 0 ELSE attempts END,
         last_error = CASE WHEN $5::int > 0 THEN NULL ELSE last_error END
        WHERE id = $1 AND lease = $2`, [
            receiver.id,
            receiver.lease,
            checkpoint,
            after,
            delivered,
            missing,
            this.now(),
            new Date(this.clock.now() + LEASE),
        ]);
        if (moved !== 1)
            return null;
        return { ...receiver, checkpoint: String(checkpoint), after, attempts: delivered > 0 ? 0 : receiver.attempts };
    }
    /** There is nothing more for now, or it is others' turn: those who wait come before it. */
    async release({ id, lease }) {
        await this.source.manager.query('UPDATE evidence_receivers SET lease = NULL, leased_until = NULL, next_at = $3 WHERE id = $1 AND lease = $2', [id, lease, this.now()]);
    }
    /** A try failed. @param wait milliseconds until the next; null when there is none */
    async fail(transaction, { id, lease }, { wait, error }) {
        const [, failed] = await transaction.query(`UPDATE evidence_receivers SET attempts = attempts + 1, next_at = $3, last_error = $4, lease = NULL, leased_until = NULL,
         status = CASE WHEN $5 THEN 'suspended' ELSE status END
        WHERE id = $1 AND lease = $2`, [id, lease, new Date(this.clock.now() + (wait ?? 0)), error.slice(0, 500), wait === null]);
        return failed === 1;
    }
    /** All there are, which are few. */
    all() {
        return this.source.manager.find(EvidenceReceiver, { order: { id: 'ASC' } });
    }
    now() {
        return new Date(this.clock.now());
    }
};
EvidenceReceiverStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Clock])
], EvidenceReceiverStore);
export { EvidenceReceiverStore };
//# sourceMappingURL=evidence-receiver.store.js.map