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
import { Raw } from 'typeorm';
import { Outbox } from '../database/outbox.js';
import { Sql } from '../database/sql.js';
import { ChangedMeanwhile, nextChange } from '../identity/changes.store.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { PolicyRule } from './policy-rule.entity.js';
const columns = `r.id, r.upstream_id AS "upstreamId", r.effect, r.principal_type AS "principalType",
  r.principal_id AS "principalId", r.subject_kind AS "subjectKind", r.subject, r.arguments, r.conditions, r.mode,
  r.justification, r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;
const listed = `SELECT ${columns}, u.name AS upstream, u.kind AS "upstreamKind"
  FROM policy_rules r JOIN upstreams u ON u.id = r.upstream_id`;
/** All SQL of `policy_rules` and of `policy_state`. */
let PolicyRuleStore = class PolicyRuleStore {
    sql;
    clock;
    outbox;
    constructor(sql, clock, outbox) {
        this.sql = sql;
        this.clock = clock;
        this.outbox = outbox;
    }
    /** All rules of an upstream, in the order in which they were made. */
    ofUpstream(upstreamId) {
        return this.sql.rows('policy_rule.of_upstream', `SELECT ${columns} FROM policy_rules r WHERE r.upstream_id = $1 ORDER BY r.id`, [upstreamId]);
    }
    /** Number of changes of rules so far. */
    async version() {
        const [row] = await this.sql.rows('policy.version', 'SELECT version FROM policy_state', []);
        return row?.version ?? '0';
    }
    async find(id) {
        const [row] = await this.sql.query(`${listed} WHERE r.id = $1`, [id]);
        return row ?? null;
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const { upstream, principal_type, principal_id, effect, mode } = filters;
        return this.sql.query(`${listed} WHERE ($1::uuid IS NULL OR r.id > $1) AND ($2::text IS NULL OR u.name = $2)
        AND ($3::text IS NULL OR r.principal_type = $3) AND ($4::text IS NULL OR r.principal_id = $4)
        AND ($5::text IS NULL OR r.effect = $5) AND ($6::text IS NULL OR r.mode = $6) ORDER BY r.id LIMIT $7`, [after, upstream ?? null, principal_type ?? null, principal_id ?? null, effect ?? null, mode ?? null, limit + 1]);
    }
    async insert(transaction, fields) {
        const now = this.clock.now();
        const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
        await transaction.insert(PolicyRule, row);
        await this.changed(transaction, fields.upstreamId);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(transaction, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const set = { ...fields, updatedAt };
        const { affected } = await transaction.update(PolicyRule, { id: before.id, updatedAt: unchanged }, set);
        if (affected !== 1)
            throw new ChangedMeanwhile();
        for (const id of new Set([before.upstreamId, fields.upstreamId]))
            await this.changed(transaction, id);
    }
    /** @returns whether there was one */
    async delete(transaction, { id, upstreamId }) {
        const { affected } = await transaction.delete(PolicyRule, { id });
        if (affected === 1)
            await this.changed(transaction, upstreamId);
        return affected === 1;
    }
    /** Whoever reads the upstream next knows that its rules are others, and whoever has streams of it hears. @throws ChangedMeanwhile when it is gone */
    async changed(transaction, upstreamId) {
        const [, touched] = await transaction.query(`WITH next AS (UPDATE policy_state SET version = version + 1 RETURNING version)
       UPDATE upstreams SET policy_version = next.version FROM next WHERE id = $1`, [upstreamId]);
        if (touched !== 1)
            throw new ChangedMeanwhile();
        await this.outbox.add(transaction, 'upstreams', [upstreamId]);
    }
};
PolicyRuleStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Outbox])
], PolicyRuleStore);
export { PolicyRuleStore };
//# sourceMappingURL=policy-rule.store.js.map