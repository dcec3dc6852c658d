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
import { decodeJwt } from 'jose';
import { Sql } from '../../database/sql.js';
import { FOUND } from '../search/receipt-statement.store.js';
/** Receipts of one look. */
const MOST = 200;
/**
 * Evidence as a queue: what was signed, checkpoint by checkpoint. A receipt that is in no checkpoint yet comes with the next
 * one; none can come into one that was sent already.
 */
let PushQueue = class PushQueue {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** @returns null when there is nothing more for now */
    async next({ checkpoint, after }) {
        const [signed] = await this.sql.rows('push.checkpoint', 'SELECT number, jws FROM audit_checkpoints WHERE number > $1 ORDER BY number LIMIT 1', [checkpoint]);
        if (signed === undefined)
            return null;
        const { chains, size } = decodeJwt(signed.jws);
        const rows = await this.sql.rows('push.receipts', `WITH due AS MATERIALIZED (
         SELECT id FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS stretch (chain, first_seq, last_seq)
           JOIN audit_events ON writer = chain AND seq BETWEEN first_seq AND last_seq
          WHERE $4::uuid IS NULL OR id > $4)
       SELECT ${FOUND}, (SELECT count(*)::int FROM due) AS due FROM audit_events
        WHERE id IN (SELECT id FROM due ORDER BY id LIMIT ${MOST}) ORDER BY id`, [chains.map(({ writer }) => writer), chains.map(({ from }) => from), chains.map(({ to }) => to), after]);
        const due = rows[0]?.due ?? 0;
        return {
            checkpoint: Number(signed.number),
            receipts: rows.map(({ due: _, ...receipt }) => receipt),
            last: due <= rows.length,
            missing: after === null ? Math.max(0, size - due) : 0,
        };
    }
    /** The last checkpoint there is, or the last that was made before a moment; 0 when there is none. */
    async lastCheckpoint(before) {
        const [row] = await this.sql.rows('push.last-checkpoint', 'SELECT max(number) AS number FROM audit_checkpoints WHERE $1::timestamptz IS NULL OR at < $1', [before]);
        return Number(row?.number ?? 0);
    }
};
PushQueue = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], PushQueue);
export { PushQueue };
//# sourceMappingURL=push-queue.store.js.map