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
import { ChangedMeanwhile, nextChange } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { AuthorizationServer } from './authorization-server.entity.js';
/** All SQL of `authorization_servers`. */
let AuthorizationServerStore = class AuthorizationServerStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    /** @returns null when no active one has this issuer */
    async findActive(issuer) {
        const [row] = await this.sql.rows('authorization_server.active', `SELECT issuer, resources, scope, clients FROM authorization_servers WHERE issuer = $1 AND status = 'active'`, [issuer]);
        return row ?? null;
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = {
            ...filters,
            ...(after === null ? {} : { id: MoreThan(after) }),
        };
        return this.source.manager.find(AuthorizationServer, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    findById(id) {
        return this.source.manager.findOneBy(AuthorizationServer, { id });
    }
    async insert(manager, fields) {
        const now = this.clock.now();
        const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
        await manager.insert(AuthorizationServer, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const where = { id: before.id, updatedAt: unchanged };
        const { affected } = await manager.update(AuthorizationServer, where, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one */
    async delete(manager, id) {
        const { affected } = await manager.delete(AuthorizationServer, { id });
        return affected === 1;
    }
};
AuthorizationServerStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], AuthorizationServerStore);
export { AuthorizationServerStore };
//# sourceMappingURL=authorization-server.store.js.map