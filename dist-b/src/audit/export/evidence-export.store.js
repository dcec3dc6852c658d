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
import { Sql } from '../../database/sql.js';
import { receiptOf } from '../chain/receipt.rules.js';
/** Columns that a receipt is made of, in the form in which they were hashed. */
export const RECEIPT = `id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, kind, decision, reason, sub, act,
  client_id, sid, ancestors, txn, resource, upstream, tool, rule, policy_version, request_id, origin, detail, writer,
  seq::float8 AS seq, encode(prev, 'hex') AS prev`;
/** Reads evidence and checkpoints as they were written. */
let EvidenceExportStore = class EvidenceExportStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** Checkpoints after a number, by number. @param until those that were made before, and the first after it */
    async checkpoints(after, until, limit) {
        const rows = await this.sql.rows('evidence.checkpoints', `SELECT number, at, jws FROM audit_checkpoints WHERE number > $1 AND ($2::timestamptz IS NULL OR number <= coalesce(
          (SELECT min(number) FROM audit_checkpoints WHERE at >= $2), 9223372036854775807))
        ORDER BY number LIMIT $3`, [after, until, limit]);
        return rows.map((row) => ({ ...row, number: Number(row.number) }));
    }
    /** The last checkpoint that was made before a moment: what it takes in is older. 0 when there is none. */
    async lastBefore(moment) {
        const [row] = await this.sql.rows('evidence.last-before', 'SELECT max(number) AS number FROM audit_checkpoints WHERE at < $1', [moment]);
        return Number(row?.number ?? 0);
    }
    /** The last checkpoint of which receipts were dropped, past their retention; 0 when there is none. */
    async sealed() {
        const [row] = await this.sql.rows('evidence.sealed', 'SELECT max(checkpoint) AS number FROM audit_seals', []);
        return Number(row?.number ?? 0);
    }
    /** Receipts of a stretch, by place. @param after the place after which to go on */
    async receipts({ writer, to }, after, limit) {
        const rows = await this.sql.rows('evidence.receipts', `SELECT ${RECEIPT}, encode(hash, 'hex') AS hash FROM audit_events
        WHERE writer = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`, [writer, after, to, limit]);
        return rows.map(({ hash, ...row }) => ({ receipt: receiptOf(row), hash }));
    }
    /** @returns the receipt and the number of the first checkpoint that can have taken it in; null when there is none */
    async find(id) {
        const [row] = await this.sql.rows('evidence.receipt', `SELECT ${RECEIPT}, encode(hash, 'hex') AS hash FROM audit_events WHERE id = $1 AND writer IS NOT NULL`, [id]);
        if (row === undefined)
            return null;
        const { hash, ...rest } = row;
        return { receipt: receiptOf(rest), hash };
    }
};
EvidenceExportStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], EvidenceExportStore);
export { EvidenceExportStore };
//# sourceMappingURL=evidence-export.store.js.map