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
import { ArrayOverlap, DataSource, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange } from '../changes.store.js';
import { TrustedIssuer } from './trusted-issuer.entity.js';
/** All SQL of `trusted_issuers`. */
let TrustedIssuerStore = class TrustedIssuerStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    /** @param issuer as a token has it; compared as a string */
    async findByName(issuer) {
        const [row] = await this.sql.rows('trusted_issuer.find', `SELECT id, issuer, name, jwks_uri AS "jwksUri", jwks, audiences, algorithms, uses, single_use AS "singleUse",
              scope, clients, link_verified_email AS "linkVerifiedEmail", status, created_at AS "createdAt",
              updated_at AS "updatedAt"
         FROM trusted_issuers WHERE issuer = $1`, [issuer]);
        return row ?? null;
    }
    find(id) {
        return this.source.manager.findOneBy(TrustedIssuer, { id });
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(TrustedIssuer, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** Whether there is an active one that is trusted for one of the uses. */
    someUsedFor(uses) {
        return this.source.manager.existsBy(TrustedIssuer, { status: 'active', uses: ArrayOverlap([...uses]) });
    }
    async insert(manager, fields) {
        const now = this.clock.now();
        const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
        await manager.insert(TrustedIssuer, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(TrustedIssuer, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one; its rules go with it */
    async delete(manager, id) {
        const { affected } = await manager.delete(TrustedIssuer, { id });
        return affected === 1;
    }
};
TrustedIssuerStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], TrustedIssuerStore);
export { TrustedIssuerStore };
//# sourceMappingURL=trusted-issuer.store.js.map