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
import { DataSource, In, MoreThan } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile } from '../changes.store.js';
import { CustomScope } from './scope.entity.js';
/** More would make every discovery document, which lists them, too long to be read. */
const MOST_SCOPES = 1000;
/** Where the names of scopes stand in other tables. */
const uses = [
    { table: 'clients', column: 'scope', what: 'a client' },
    { table: 'users', column: 'roles', what: 'a user' },
    { table: 'upstreams', column: 'required_scopes', what: 'an upstream' },
    { table: 'trusted_issuers', column: 'scope', what: 'a trusted issuer' },
    { table: 'workload_rules', column: 'scope', what: 'a rule for workloads' },
    {
        table: `access_keys JOIN sessions ON sessions.id = session_id AND closed_at IS NULL AND sessions.expires_at > now()`,
        column: 'access_keys.scope',
        what: 'an access key',
    },
];
/** All SQL of `scopes`. */
let ScopeStore = class ScopeStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    named(names) {
        return this.sql.rows('scope.named', 'SELECT name, tier, description FROM scopes WHERE name = ANY($1)', [names]);
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }) {
        const where = after === null ? {} : { id: MoreThan(after) };
        return this.source.manager.find(CustomScope, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** In the order in which they were made. */
    all() {
        return this.sql.rows('scope.all', 'SELECT name, tier, description FROM scopes ORDER BY id LIMIT $1', [MOST_SCOPES]);
    }
    /** @returns false when there are as many as there may be */
    async insert(manager, fields) {
        // One at a time, so that the count holds.
        await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.scopes'))`);
        if ((await manager.count(CustomScope)) >= MOST_SCOPES)
            return false;
        const now = this.clock.now();
        await manager.insert(CustomScope, { ...fields, id: uuidv7(now), createdAt: new Date(now) });
        return true;
    }
    /**
     * Keeps scopes from being deleted until the transaction ends: names in lists have no foreign key.
     * @throws ChangedMeanwhile when one is gone
     */
    async hold(manager, names) {
        if (names.length === 0)
            return;
        const where = { name: In([...names]) };
        const held = await manager.find(CustomScope, { where, lock: { mode: 'for_key_share' } });
        if (held.length < new Set(names).size)
            throw new ChangedMeanwhile();
    }
    /** @returns who uses it, and then it stays; null when there was none; else that it is deleted */
    async delete(manager, name) {
        const scope = await manager.findOne(CustomScope, { where: { name }, lock: { mode: 'pessimistic_write' } });
        if (scope === null)
            return null;
        // A statement of its own after the lock: it sees what those wrote who held the scope until now.
        for (const { table, column, what } of uses) {
            const [use] = await manager.query(`SELECT 1 FROM ${table} WHERE $1 = ANY(${column}) LIMIT 1`, [name]);
            if (use !== undefined)
                return { usedBy: what };
        }
        await manager.delete(CustomScope, { name });
        return 'deleted';
    }
};
ScopeStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], ScopeStore);
export { ScopeStore };
//# sourceMappingURL=scope.store.js.map