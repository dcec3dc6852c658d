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
import { DataSource, MoreThan } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { User } from '../users/user.entity.js';
import { UserIdentity } from './user-identity.entity.js';
/** All SQL of `user_identities`. */
let UserIdentityStore = class UserIdentityStore {
    source;
    sql;
    clock;
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    /** The person who is linked; whether they are active is for the caller to see. */
    async person({ issuer, tenant, subject }) {
        const [row] = await this.sql.rows('user_identity.person', `SELECT u.id, u.email, u.name, u.roles, u.groups, u.status, u.created_at AS "createdAt", u.updated_at AS "updatedAt"
         FROM user_identities i JOIN users u ON u.id = i.user_id
        WHERE i.issuer = $1 AND i.tenant = $2 AND i.subject = $3`, [issuer, tenant, subject]);
        return row ?? null;
    }
    /** Roles that a person has because of this identity alone; empty when it is nobody's. */
    async grantedRoles({ issuer, tenant, subject }) {
        const [row] = await this.sql.rows('user_identity.granted_roles', `SELECT granted_roles AS roles FROM user_identities WHERE issuer = $1 AND tenant = $2 AND subject = $3`, [issuer, tenant, subject]);
        return row?.roles ?? [];
    }
    /** @returns whether there is such a link */
    async grant(manager, identity, grantedRoles) {
        const { issuer, tenant, subject } = identity;
        const { affected } = await manager.update(UserIdentity, { issuer, tenant, subject }, { grantedRoles });
        return affected === 1;
    }
    /** Whether this still is who the person is there, and stays so until the transaction ends. */
    async hold(manager, userId, { issuer, tenant, subject }) {
        const rows = await manager.query(`SELECT 1 FROM user_identities WHERE user_id = $1 AND issuer = $2 AND tenant = $3 AND subject = $4 FOR SHARE`, [userId, issuer, tenant, subject]);
        return rows.length === 1;
    }
    /** Whether the issuer knows a person under another name than this, in whatever tenant. */
    async isAnother(userId, { issuer, tenant, subject }) {
        const rows = await this.sql.rows('user_identity.another', `SELECT 1 AS one FROM user_identities
        WHERE user_id = $1 AND issuer = $2 AND (tenant, subject) <> ($3, $4) LIMIT 1`, [userId, issuer, tenant, subject]);
        return rows.length > 0;
    }
    find(userId, id) {
        return this.source.manager.findOneBy(UserIdentity, { id, userId });
    }
    /** In the order of their ids, one more than the page's limit. */
    list(userId, { after, limit }) {
        const where = { userId, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(UserIdentity, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** @param grantedRoles that the person has because of it */
    async insert(manager, userId, identity, grantedRoles = []) {
        const row = { ...this.row(userId, identity), grantedRoles };
        await manager.insert(UserIdentity, row);
        return row;
    }
    /**
     * Links a person whom an issuer found by an e-mail address, if it still is theirs, they are active, and the issuer
     * does not know them under another name, in whatever tenant.
     * @returns whether a link was written; not when there is one by now, of whomever
     */
    async insertFound(manager, person, identity) {
        const where = { id: person.id, email: person.email, status: 'active' };
        // One at a time for each person: two names of one address at once must not both be linked.
        const held = await manager.findOne(User, { where, lock: { mode: 'for_no_key_update' } });
        // Whoever may say which issuers are believed would become one.
        if (held === null || held.roles.includes('owner'))
            return false;
        const { issuer } = identity;
        if ((await manager.countBy(UserIdentity, { userId: person.id, issuer })) > 0)
            return false;
        const row = this.row(person.id, identity);
        const made = await manager.query(`INSERT INTO user_identities (id, user_id, issuer, tenant, subject, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT user_identities_one DO NOTHING RETURNING 1`, [row.id, row.userId, row.issuer, row.tenant, row.subject, row.createdAt]);
        return made.length === 1;
    }
    /** @returns whether it was still there, with the same roles because of it */
    async delete(manager, { id, userId, grantedRoles }) {
        const [, deleted] = await manager.query('DELETE FROM user_identities WHERE id = $1 AND user_id = $2 AND granted_roles = $3', [id, userId, grantedRoles]);
        return deleted === 1;
    }
    row(userId, { issuer, tenant, subject }) {
        const now = this.clock.now();
        return { id: uuidv7(now), userId, issuer, tenant, subject, grantedRoles: [], createdAt: new Date(now) };
    }
};
UserIdentityStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], UserIdentityStore);
export { UserIdentityStore };
//# sourceMappingURL=user-identity.store.js.map