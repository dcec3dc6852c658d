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
import { insertionInto } from '../../database/new-row.js';
import { Sql } from '../../database/sql.js';
import { RowChains } from '../../database/row-chain.js';
import { Clock } from '../../kernel/clock.js';
/** Milliseconds for which a call id means the call that it was used for. */
const KEPT = 86_400_000;
/** An allow as good as the token that asked: before its end, and while its session is open. */
const STANDS = `h.decision = 'allow' AND h.allowed_until > $2
  AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = h.sid AND s.closed_at IS NULL)`;
/** All SQL of `hook_calls`. */
let HookCallStore = class HookCallStore {
    sql;
    chains;
    clock;
    constructor(sql, chains, clock) {
        this.sql = sql;
        this.chains = chains;
        this.clock = clock;
    }
    /** @returns null when the id was not used, or so long ago that it means nothing any more */
    async find(key) {
        const [row] = await this.sql.rows('hook_call.find', `SELECT h.question, h.decision, h.reason, h.policy_version AS "policyVersion", h.evidence_id AS "evidenceId",
              h.allowed_until AS "allowedUntil", h.tracked_id AS "trackedId",
              coalesce(${STANDS}, false) AS stands, h.expires_at <= $2 AS expired
         FROM hook_calls h WHERE h.key = $1`, [key, this.now()]);
        if (row?.expired !== true)
            return row ?? null;
        await this.sql.count('hook_call.forget', 'DELETE FROM hook_calls WHERE key = $1 AND expires_at <= $2', [
            key,
            this.now(),
        ]);
        return null;
    }
    /** Whether evidence of a decision is of this very tool. */
    async isAbout(evidenceId, { upstream, tool }) {
        const about = 'SELECT 1 FROM audit_events WHERE id = $1 AND tool = $2 AND upstream IS NOT DISTINCT FROM $3::text';
        return (await this.sql.rows('hook_call.is_about', about, [evidenceId, tool, upstream])).length > 0;
    }
    /**
     * Writes a decision and its evidence in one statement.
     * @returns whether it did; not when an allow stands by now, or the id was used for another question
     */
    async decide(call, evidence) {
        return this.write('hook_call.decide', `INSERT INTO hook_calls AS h
         (key, question, decision, reason, policy_version, evidence_id, sid, allowed_until, expires_at)
       VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (key) DO UPDATE SET question = excluded.question, decision = excluded.decision,
         reason = excluded.reason, policy_version = excluded.policy_version, evidence_id = excluded.evidence_id,
         sid = excluded.sid, allowed_until = excluded.allowed_until, expires_at = excluded.expires_at
       WHERE (h.question IS NULL OR h.question = excluded.question) AND (${STANDS}) IS NOT TRUE`, [
            call.key,
            this.now(),
            call.question,
            call.decision,
            call.reason,
            call.policyVersion,
            evidence.id,
            call.sid,
            call.decision === 'allow' ? call.until : null,
            this.kept(),
        ], evidence);
    }
    /**
     * Writes once that a call was reported, with its evidence.
     * @param decidedBy evidence of the decision that the report was held against
     * @returns whether it did; not when it was reported by now, or decided anew
     */
    async track(key, decidedBy, evidence) {
        return this.write('hook_call.track', `INSERT INTO hook_calls AS h (key, tracked_id, expires_at) VALUES ($1, $3, $4)
       ON CONFLICT (key) DO UPDATE SET tracked_id = excluded.tracked_id, expires_at = excluded.expires_at
       WHERE h.tracked_id IS NULL AND h.expires_at > $2 AND h.evidence_id IS NOT DISTINCT FROM $5::uuid`, [key, this.now(), evidence.id, this.kept(), decidedBy], evidence);
    }
    /** The evidence is written if, and only if, the call was. */
    async write(name, call, values, evidence) {
        return this.chains.written([evidence.row], async (linked) => {
            const [row] = linked;
            const insertion = insertionInto(row.into, `$${values.length + 1}`);
            const rows = await this.sql.rows(name, `WITH call AS (${call} RETURNING 1) ${insertion} WHERE EXISTS (SELECT 1 FROM call) RETURNING id`, [...values, `[${row.json}]`]);
            return rows.length === 1;
        });
    }
    now() {
        return new Date(this.clock.now());
    }
    kept() {
        return new Date(this.clock.now() + KEPT);
    }
};
HookCallStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        RowChains,
        Clock])
], HookCallStore);
export { HookCallStore };
//# sourceMappingURL=hook-call.store.js.map