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
import { ChangedMeanwhile, nextChange } from '../changes.store.js';
import { SignInProvider } from './sign-in-provider.entity.js';
/** More buttons would be no page. */
const MOST_OFFERED = 20;
/** All SQL of `sign_in_providers`. */
let SignInProviderStore = class SignInProviderStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    /** Those that people may sign in by now, by their names; a bounded list. */
    offered() {
        return this.sql.rows('sign_in_provider.offered', `SELECT slug, name, authorization_endpoint AS "authorizationEndpoint" FROM sign_in_providers
        WHERE status = 'active' ORDER BY lower(name), slug LIMIT ${MOST_OFFERED}`, []);
    }
    findActive(slug) {
        return this.source.manager.findOneBy(SignInProvider, { slug, status: 'active' });
    }
    /** Whether people are signed in by this issuer, or were. */
    async hasIssuer(issuer) {
        return (await this.source.manager.countBy(SignInProvider, { issuer })) > 0;
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(SignInProvider, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    findById(id) {
        return this.source.manager.findOneBy(SignInProvider, { id });
    }
    async insert(manager, id, fields) {
        const now = this.clock.now();
        const row = { ...fields, id, createdAt: new Date(now), updatedAt: new Date(now) };
        await manager.insert(SignInProvider, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(SignInProvider, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** The provider has moved: its metadata says so, and nobody has decided anything. */
    async noteEndpoint({ id, issuer }, endpoint) {
        await this.sql.count('sign_in_provider.note_endpoint', `UPDATE sign_in_providers SET authorization_endpoint = $3 WHERE id = $1 AND issuer = $2`, [id, issuer, endpoint]);
    }
    /** Whether a provider is what was read before and active, and stays so until the transaction ends. */
    async holdUnchanged(manager, { id, updatedAt }) {
        const rows = await manager.query(`SELECT 1 FROM sign_in_providers
        WHERE id = $1 AND status = 'active' AND date_trunc('milliseconds', updated_at) = $2 FOR SHARE`, [id, updatedAt]);
        return rows.length === 1;
    }
    /** Whether there is one; whoever is being signed in by it just now is signed in, or refused, before this returns. */
    async holdForRemoval(manager, id) {
        const rows = await manager.query('SELECT 1 FROM sign_in_providers WHERE id = $1 FOR UPDATE', [id]);
        return rows.length === 1;
    }
    async delete(manager, id) {
        await manager.delete(SignInProvider, { id });
    }
};
SignInProviderStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], SignInProviderStore);
export { SignInProviderStore };
//# sourceMappingURL=sign-in-provider.store.js.map