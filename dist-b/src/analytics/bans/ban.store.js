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
import { DataSource, In, IsNull, LessThanOrEqual, MoreThan, Raw } from 'typeorm';
import { Outbox } from '../../database/outbox.js';
import { ChangedMeanwhile, nextChange } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { AddressBan } from './address-ban.entity.js';
/** In force at once: every process holds all of them in memory. */
const MOST_BANS = 10_000;
/** Of them automatic ones: somebody with many networks must leave room for those of administrators. */
const MOST_AUTOMATIC = 5_000;
/** All SQL of `address_bans`. Every change is told to every replica. */
let BanStore = class BanStore {
    source;
    outbox;
    clock;
    constructor(source, outbox, clock) {
        this.source = source;
        this.outbox = outbox;
        this.clock = clock;
    }
    /** All that are in force. */
    current() {
        return this.source.manager.find(AddressBan, {
            select: { id: true, range: true, network: true, expiresAt: true },
            where: this.inForce({}),
        });
    }
    /** Those of some networks that no ban in force is about, in their order. */
    async notBanned(networks) {
        const where = this.inForce({ network: In(networks) });
        const banned = await this.source.manager.find(AddressBan, { select: { id: true, network: true }, where });
        const known = new Set(banned.map(({ network }) => network));
        return networks.filter((network) => !known.has(network));
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, filters) {
        const where = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
        return this.source.manager.find(AddressBan, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    findById(id) {
        return this.source.manager.findOneBy(AddressBan, { id });
    }
    /** @throws Problem 409 when there are too many already */
    async insert(manager, fields) {
        const now = this.clock.now();
        if ((await manager.count(AddressBan, { where: this.inForce({}) })) >= MOST_BANS) {
            throw Problem.conflict(`There are ${MOST_BANS} bans already. Lift some, or ban wider ranges.`);
        }
        // One that has run out may still be looked at; the next one takes its place.
        const { range, network } = fields;
        const whom = range === null ? { network: network ?? undefined } : { range };
        await manager.delete(AddressBan, { ...whom, expiresAt: LessThanOrEqual(new Date(now)) });
        const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
        await manager.insert(AddressBan, row);
        await this.outbox.add(manager, 'bans', [row.id]);
        return row;
    }
    /** @returns null when the network is banned already, or there are too many automatic bans */
    async insertUnknown(manager, fields) {
        const { network, source } = fields;
        if (await manager.exists(AddressBan, { where: this.inForce({ network }) }))
            return null;
        const isFull = (await manager.count(AddressBan, { where: this.inForce({ source }) })) >= MOST_AUTOMATIC;
        return isFull ? null : this.insert(manager, fields);
    }
    /** @throws ChangedMeanwhile when the row is no longer what was read before */
    async update(manager, before, fields) {
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const where = { id: before.id, updatedAt: unchanged };
        const { affected } = await manager.update(AddressBan, where, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        await this.outbox.add(manager, 'bans', [before.id]);
        return { ...before, ...fields, updatedAt };
    }
    /** @returns whether there was one */
    async delete(manager, id) {
        const { affected } = await manager.delete(AddressBan, { id });
        if (affected === 1)
            await this.outbox.add(manager, 'bans', [id]);
        return affected === 1;
    }
    /** What a network was counted to have probed so far makes no ban any more. */
    async forgive(manager, network) {
        await manager.query('UPDATE traffic_counters SET probes = 0 WHERE network = $1 AND probes > 0', [network]);
    }
    inForce(whom) {
        return [
            { ...whom, expiresAt: MoreThan(new Date(this.clock.now())) },
            { ...whom, expiresAt: IsNull() },
        ];
    }
};
BanStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Outbox,
        Clock])
], BanStore);
export { BanStore };
//# sourceMappingURL=ban.store.js.map