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
import { DataSource, In, MoreThan, Raw, } from 'typeorm';
import { rowsIn } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange } from '../changes.store.js';
import { Client } from './client.entity.js';
/** Of clients `c`: whoever registered itself has no owner to lose, unless it is an agent. */
const ORPHANED = `CASE WHEN c.owner_id IS NULL
  THEN c.registration = 'administrator' OR c.kind = 'agent'
  ELSE EXISTS (SELECT 1 FROM users o WHERE o.id = c.owner_id AND o.status <> 'active') END`;
/** What each filter demands of clients `c`, by the name of its value; beginnings as an index finds them. */
const CONDITIONS = {
    orphaned: `(${ORPHANED}) = :orphaned`,
    namePrefix: beginsWith('lower(c.client_name)', 'lower(:namePrefix)'),
    clientIdPrefix: beginsWith('c.client_id', ':clientIdPrefix'),
    // A range, which a plan that knows no value takes for small: it then looks for it in the index.
    expiresBefore: `c.expires_at >= '-infinity' AND c.expires_at < :expiresBefore`,
};
/** How many expired clients one look takes: the next look takes the next. */
const MOST_EXPIRED = 1000;
/** All SQL of `clients`, but for what {@link ClientDirectory} reads for a token. */
let ClientStore = class ClientStore {
    source;
    clock;
    constructor(source, clock) {
        this.source = source;
        this.clock = clock;
    }
    find(clientId) {
        return this.source.manager.findOneBy(Client, { clientId });
    }
    /** In the order of their ids, one more than the page's limit. @param within what the caller reaches; null is all */
    async list(page, filters, within) {
        return (await listedClients(this.source.manager, page, filters, within)?.getMany()) ?? [];
    }
    async insert(manager, fields, beginning) {
        const now = this.clock.now();
        const [createdAt, updatedAt] = [new Date(now), new Date(now)];
        const { clientId = uuidv7(now), registration } = beginning;
        const row = { ...fields, id: uuidv7(now), clientId, registration, createdAt, updatedAt };
        await manager.insert(Client, row);
        return row;
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(Client, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one; its secrets go with it */
    async delete(manager, clientId) {
        const { affected } = await manager.delete(Client, { clientId });
        return affected === 1;
    }
    /** Ends the token by which a client that registered itself looks after that (RFC 7592 §1.2). */
    async endSelfDescription(manager, clientId) {
        await manager.query('DELETE FROM client_registrations WHERE client_id = $1', [clientId]);
    }
    /** Waits until nobody else changes the client, and keeps others waiting. @returns null when there is none */
    lock(manager, clientId) {
        return manager.findOne(Client, { where: { clientId }, lock: { mode: 'for_no_key_update' } });
    }
    /** The same of those that there are. */
    lockAll(manager, clientIds) {
        const lock = { mode: 'for_no_key_update' };
        return manager.find(Client, { where: { clientId: In(clientIds) }, order: { id: 'ASC' }, lock });
    }
    /** Whether a client is what was read before, and its owner, if it has one, active, and both stay so until the transaction ends. */
    async holdUnchanged(manager, clientId, updatedAt) {
        const rows = await rowsIn(manager, 'client.hold', `SELECT 1 FROM clients c
        WHERE c.client_id = $1 AND date_trunc('milliseconds', c.updated_at) = $2
          AND (c.owner_id IS NULL AND c.registration <> 'administrator' AND c.kind <> 'agent'
            OR EXISTS (SELECT 1 FROM users u WHERE u.id = c.owner_id AND u.status = 'active' FOR SHARE))
          FOR SHARE OF c`, [clientId, updatedAt]);
        return rows.length === 1;
    }
    /** Deactivates the clients of a person who is about to be deleted: nobody answers for them any more. */
    async deactivateOfOwner(manager, ownerId) {
        const updatedAt = new Date(this.clock.now());
        await manager.update(Client, { ownerId, status: 'active' }, { status: 'inactive', updatedAt });
    }
    isExpired({ expiresAt }) {
        return expiresAt !== null && expiresAt.getTime() <= this.clock.now();
    }
    /** Those that have come to their end and have sessions that are open, some of them. */
    async expiredWithSessions() {
        const rows = await this.source.manager.query(`SELECT c.client_id AS id FROM clients c
        WHERE c.expires_at <= $1 AND EXISTS (
          SELECT 1 FROM sessions s WHERE s.client_id = c.client_id AND s.closed_at IS NULL AND s.expires_at > $1)
        ORDER BY c.expires_at LIMIT ${MOST_EXPIRED}`, [new Date(this.clock.now())]);
        return rows.map(({ id }) => id);
    }
    /** Whether a client has come to its end, and is given no other until the transaction ends. */
    async holdExpired(manager, clientId) {
        const rows = await manager.query('SELECT 1 FROM clients WHERE client_id = $1 AND expires_at <= $2 FOR SHARE', [clientId, new Date(this.clock.now())]);
        return rows.length === 1;
    }
    async idsOfOwner(ownerId) {
        const clients = await this.source.manager.find(Client, { select: { clientId: true }, where: { ownerId } });
        return clients.map(({ clientId }) => clientId);
    }
};
ClientStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Clock])
], ClientStore);
export { ClientStore };
/** The query of a list; null when the caller reaches nothing of it. */
export function listedClients(manager, { after, limit }, { orphaned, namePrefix, clientIdPrefix, expiresBefore, ...filters }, within) {
    const where = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
    if (within !== null) {
        const { ownerId } = within;
        if (ownerId === null || (filters.ownerId ?? ownerId) !== ownerId)
            return null;
        where.ownerId = ownerId;
    }
    const listed = manager.createQueryBuilder(Client, 'c').where(where);
    for (const [name, value] of Object.entries({ orphaned, namePrefix, clientIdPrefix, expiresBefore })) {
        if (value !== undefined)
            listed.andWhere(CONDITIONS[name], { [name]: value });
    }
    return listed.orderBy('c.id').limit(limit + 1);
}
function beginsWith(text, beginning) {
    return `${text} COLLATE "C" >= ${beginning} AND ${text} COLLATE "C" < ${beginning} || chr(1114111)`;
}
//# sourceMappingURL=client.store.js.map