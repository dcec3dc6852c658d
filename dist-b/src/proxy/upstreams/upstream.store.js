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
import { Outbox } from '../../database/outbox.js';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { ChangedMeanwhile, nextChange } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { Upstream } from './upstream.entity.js';
import { readResource, UPSTREAM_NAME } from './upstream.rules.js';
import { UpstreamToken } from './upstream-token.entity.js';
import { Upstreams } from './upstreams.contract.js';
/** All SQL of `upstreams`; what was obtained by the credential that an upstream had before goes with each change. */
let UpstreamStore = class UpstreamStore extends Upstreams {
    source;
    sql;
    clock;
    settings;
    outbox;
    /** By kind and name, in one text. */
    named = new SharedRead((names) => this.read(names));
    constructor(source, sql, clock, settings, outbox) {
        super();
        this.source = source;
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
        this.outbox = outbox;
    }
    async find(kind, name) {
        // What cannot be a name is not asked of the database, which refuses a NUL with an error.
        return UPSTREAM_NAME.test(name) ? this.named.find(`${kind} ${name}`) : null;
    }
    async findByResource(resource) {
        const named = readResource(resource, this.settings.publicBases);
        return named && this.find(named.kind, named.name);
    }
    states(ids) {
        return this.sql.rows('upstream.states', `SELECT id, status, policy_version AS "policyVersion", updated_at AS "updatedAt"
         FROM upstreams WHERE id = ANY($1::uuid[])`, [ids]);
    }
    page(request) {
        return this.list(request, { status: 'active' });
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(Upstream, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    findById(id) {
        return this.source.manager.findOneBy(Upstream, { id });
    }
    async insert(manager, fields) {
        const now = this.clock.now();
        const times = { createdAt: new Date(now), updatedAt: new Date(now) };
        const row = { ...fields, id: uuidv7(now), policyVersion: '0', ...times };
        await manager.insert(Upstream, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(Upstream, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        await manager.delete(UpstreamToken, { upstreamId: before.id });
        await this.outbox.add(manager, 'upstreams', [before.id]);
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one */
    async delete(manager, id) {
        await manager.delete(UpstreamToken, { upstreamId: id });
        const { affected } = await manager.delete(Upstream, { id });
        if (affected === 1)
            await this.outbox.add(manager, 'upstreams', [id]);
        return affected === 1;
    }
    async read(names) {
        const rows = await this.sql.rows('upstream.find', `SELECT u.id, u.name, u.kind, u.url, u.transport, u.required_scopes AS "requiredScopes",
              u.required_token_binding AS "requiredTokenBinding", u.credential,
              u.sealed_credential AS "sealedCredential", u.policy_default AS "policyDefault",
              u.policy_version AS "policyVersion", u.timeouts, u.limits, u.status,
              u.created_at AS "createdAt", u.updated_at AS "updatedAt",
              (1000000 * extract(epoch FROM clock_timestamp()))::bigint::float8 AS "readAt",
              EXISTS (SELECT FROM shown_lists l WHERE l.upstream_id = u.id AND l.tools IS NOT NULL) AS mirrors
         FROM unnest($1::text[]) AS asked (name)
         JOIN upstreams u ON u.kind = split_part(asked.name, ' ', 1) AND u.name = split_part(asked.name, ' ', 2)`, [names]);
        return new Map(rows.map((upstream) => [`${upstream.kind} ${upstream.name}`, upstream]));
    }
};
UpstreamStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock,
        Settings,
        Outbox])
], UpstreamStore);
export { UpstreamStore };
//# sourceMappingURL=upstream.store.js.map