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
import { DataSource, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange } from '../changes.store.js';
import { TrustedIssuer } from './trusted-issuer.entity.js';
import { WorkloadRule } from './workload-rule.entity.js';
/** Every token of an issuer is held against all of its rules. */
export const MOST_RULES = 200;
/** All SQL of `workload_rules`. */
let WorkloadRuleStore = class WorkloadRuleStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    /** All rules of an issuer, active or not, the oldest first. */
    ofIssuer(issuerId) {
        return this.sql.rows('workload_rule.of_issuer', `SELECT id, issuer_id AS "issuerId", name, claims, client_id AS "clientId", scope, resources, status,
              created_at AS "createdAt", updated_at AS "updatedAt"
         FROM workload_rules WHERE issuer_id = $1 ORDER BY id`, [issuerId]);
    }
    find(issuerId, id) {
        return this.source.manager.findOneBy(WorkloadRule, { id, issuerId });
    }
    /** In the order of their ids, one more than the page's limit. */
    list(issuerId, { after, limit }) {
        const where = { issuerId, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(WorkloadRule, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** @returns null when the issuer is gone, `full` when it has as many rules as there may be */
    async insert(manager, issuerId, fields) {
        // One at a time for each issuer, so that the count holds.
        const lock = { mode: 'for_no_key_update' };
        if ((await manager.findOne(TrustedIssuer, { where: { id: issuerId }, lock })) === null)
            return null;
        if ((await manager.countBy(WorkloadRule, { issuerId })) >= MOST_RULES)
            return 'full';
        const now = this.clock.now();
        const times = { createdAt: new Date(now), updatedAt: new Date(now) };
        const row = { ...fields, id: uuidv7(now), issuerId, ...times };
        await manager.insert(WorkloadRule, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(WorkloadRule, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one */
    async delete(manager, issuerId, id) {
        const { affected } = await manager.delete(WorkloadRule, { id, issuerId });
        return affected === 1;
    }
};
WorkloadRuleStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], WorkloadRuleStore);
export { WorkloadRuleStore };
//# sourceMappingURL=workload-rule.store.js.map