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
import { DataSource } from 'typeorm';
import { uuidv7Floor } from '../../kernel/uuid-v7.js';
import { NOTHING_BEFORE } from '../chain/receipt.rules.js';
import { AuditKey } from './audit-key.entity.js';
import { Checkpoint } from './checkpoint.entity.js';
const DAY = 86_400_000;
/** Every chain that has receipts since a moment, by looking for the next one in the index instead of at every receipt. */
const CHAINS_SINCE = `
  WITH RECURSIVE chains (writer) AS (
    (SELECT writer FROM audit_events WHERE id >= $1 AND writer IS NOT NULL ORDER BY writer LIMIT 1)
    UNION ALL
    SELECT (SELECT e.writer FROM audit_events e WHERE e.id >= $1 AND e.writer > chains.writer
      ORDER BY e.writer LIMIT 1) FROM chains WHERE chains.writer IS NOT NULL)
  SELECT chains.writer, coalesce(c.seq, 0) AS seq, c.hash
    FROM chains LEFT JOIN audit_chains c USING (writer) WHERE chains.writer IS NOT NULL ORDER BY chains.writer`;
/** All SQL of checkpoints. */
let CheckpointStore = class CheckpointStore {
    source;
    constructor(source) {
        this.source = source;
    }
    /** One transaction that no other replica's can overlap; at another's it waits, lest it miss what came in meanwhile. */
    alone(work) {
        return this.source.transaction('READ COMMITTED', async (manager) => {
            await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.checkpoints'))`);
            return work(new LockedCheckpoints(manager));
        });
    }
    /** Every key that has signed a checkpoint. */
    async keys() {
        const keys = await this.source.manager.find(AuditKey, { order: { at: 'ASC' } });
        return keys.map(({ jwk }) => jwk);
    }
};
CheckpointStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], CheckpointStore);
export { CheckpointStore };
/** What may be done to checkpoints while nobody else does. */
export class LockedCheckpoints {
    manager;
    constructor(manager) {
        this.manager = manager;
    }
    async last() {
        const [last] = await this.manager.find(Checkpoint, { order: { number: 'DESC' }, take: 1 });
        return last ?? null;
    }
    /**
     * When the last checkpoint was made by a clock that was right: one that is ahead must not hide what comes after.
     * @returns null when there is none
     */
    async before(now) {
        const [row] = await this.manager.query('SELECT max(at) AS at FROM audit_checkpoints WHERE at <= $1', [now]);
        return row?.at ?? null;
    }
    /** Chains that may have new receipts. @param since of the last checkpoint; null looks at all there are */
    async chains(since) {
        const rows = await this.manager.query(CHAINS_SINCE, [
            beginning(since),
        ]);
        const before = Buffer.from(NOTHING_BEFORE, 'hex');
        return rows.map(({ writer, seq, hash }) => ({ writer, seq: Number(seq), hash: hash ?? before }));
    }
    /** What came to a chain since, by place. */
    async links({ writer, seq }, since, most) {
        const rows = await this.manager.query(`SELECT seq, prev, hash FROM audit_events
        WHERE writer = $1 AND seq > $2 AND id >= $3 ORDER BY seq LIMIT $4`, [writer, seq, beginning(since), most]);
        return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    }
    async add(checkpoint, heads, key) {
        await this.manager.insert(Checkpoint, checkpoint);
        await this.manager.query(`INSERT INTO audit_chains (writer, seq, hash)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
        ON CONFLICT (writer) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`, [heads.map(({ writer }) => writer), heads.map(({ seq }) => seq), heads.map(({ hash }) => hash)]);
        await this.manager.query(`INSERT INTO audit_keys (kid, at, jwk) VALUES ($1, $2, $3) ON CONFLICT (kid) DO NOTHING`, [
            key.kid,
            key.at,
            key.jwk,
        ]);
    }
}
/**
 * The day before a moment, from its beginning: clocks of replicas differ, and an id carries the time at which its receipt
 * was begun: the least id of it. Whole days are whole partitions, in which an index is enough.
 */
function beginning(moment) {
    return uuidv7Floor(moment === null ? 0 : (Math.floor(moment.getTime() / DAY) - 1) * DAY);
}
//# sourceMappingURL=checkpoint.store.js.map