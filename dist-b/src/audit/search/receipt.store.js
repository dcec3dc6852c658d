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
import { Clock } from '../../kernel/clock.js';
import { ReceiptSearch, } from './receipt-search.contract.js';
import { FOUND, OPENED, receiptStatement } from './receipt-statement.store.js';
import { windowsBack } from './search-windows.rules.js';
const NOTHING = { receipts: [], leftOut: 0, andMore: false };
/** Reads receipts by what they are about. */
let ReceiptStore = class ReceiptStore extends ReceiptSearch {
    sql;
    clock;
    constructor(sql, clock) {
        super();
        this.sql = sql;
        this.clock = clock;
    }
    async find(id) {
        const text = `SELECT ${FOUND} FROM audit_events WHERE id = $1`;
        const [row] = await this.sql.rows('receipt.find', text, [id]);
        return row ?? null;
    }
    async page(filters, before, limit) {
        const bounds = { from: filters.from?.getTime() ?? null, to: filters.to?.getTime() ?? null };
        const found = [];
        for (const range of windowsBack(this.clock.now(), before, bounds)) {
            const { text, values } = receiptStatement(filters, range, limit - found.length);
            found.push(...(await this.sql.query(text, values)));
            if (found.length >= limit)
                break;
        }
        return found;
    }
    async ancestorsOf(sid) {
        const [row] = await this.sql.rows('receipt.ancestors', 'SELECT ancestors FROM audit_events WHERE sid = $1 AND ancestors IS NOT NULL ORDER BY id DESC LIMIT 1', [sid]);
        return row?.ancestors ?? [];
    }
    async descendantsOf(sid, limit) {
        const rows = await this.sql.rows('receipt.descendants', `SELECT DISTINCT sid FROM audit_events
        WHERE ancestors @> ARRAY[$1::uuid] AND ${OPENED} AND sid IS NOT NULL LIMIT $2`, [sid, limit]);
        return rows.map((row) => row.sid);
    }
    async ofSessions(ids, { half, counted }) {
        const rows = await this.sql.rows('receipt.of_sessions', `SELECT DISTINCT ON (sid, id) told.* FROM unnest($1::uuid[]) AS wanted (wanted_sid) CROSS JOIN LATERAL (
         (SELECT ${FOUND} FROM audit_events WHERE sid = wanted_sid ORDER BY id LIMIT $2)
         UNION ALL (SELECT ${FOUND} FROM audit_events WHERE sid = wanted_sid ORDER BY id DESC LIMIT $2)) told
        ORDER BY sid, id`, [ids, half]);
        const counts = await this.sql.rows('receipt.count_of_sessions', `SELECT wanted_sid AS sid, (SELECT count(*)::int FROM (
           SELECT 1 FROM audit_events WHERE sid = wanted_sid LIMIT $2) counted) AS count
         FROM unnest($1::uuid[]) AS wanted (wanted_sid)`, [ids, counted + 1]);
        const bySession = new Map(ids.map((id) => [id, []]));
        for (const row of rows)
            bySession.get(row.sid)?.push(row);
        return new Map(counts.map(({ sid, count }) => [sid, told(bySession.get(sid) ?? [], count, counted)]));
    }
};
ReceiptStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], ReceiptStore);
export { ReceiptStore };
function told(receipts, count, counted) {
    if (receipts.length === 0)
        return NOTHING;
    const all = Math.min(count, counted);
    // One that came between the two looks is shown, and not counted.
    return { receipts, leftOut: Math.max(0, all - receipts.length), andMore: count > counted };
}
//# sourceMappingURL=receipt.store.js.map