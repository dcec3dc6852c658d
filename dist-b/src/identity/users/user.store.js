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
import { Brackets, ArrayContains, DataSource, ILike, MoreThan, Raw } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange } from '../changes.store.js';
import { isOrdinary } from './reach.store.js';
import { User } from './user.entity.js';
/** All SQL of `users`. */
let UserStore = class UserStore {
    source;
    clock;
    constructor(source, clock) {
        this.source = source;
        this.clock = clock;
    }
    find(id) {
        return this.source.manager.findOneBy(User, { id });
    }
    /** @param email lower case, as it is stored */
    findByEmail(email) {
        return this.source.manager.findOneBy(User, { email });
    }
    /** The same among those whom a caller reaches; null reaches all. */
    async findWithin(id, within) {
        const [user] = await this.reached({ after: null, limit: 0 }, { id }, within);
        return user ?? null;
    }
    /** In the order of their ids, one more than the page's limit. @param within whom the caller reaches; null reaches all */
    list(page, filters, within) {
        return this.reached(page, filters, within);
    }
    reached({ after, limit }, filters, within) {
        const asked = wheres(filters);
        const query = this.source.manager
            .createQueryBuilder(User, 'person')
            .where(new Brackets((either) => asked.forEach((one) => either.orWhere(one))));
        if (after !== null)
            query.andWhere({ id: MoreThan(after) });
        if (within !== null)
            query.andWhere(within.people ? isOrdinary('person.id') : 'false');
        return query
            .orderBy('person.id')
            .take(limit + 1)
            .getMany();
    }
    /** Groups that people are in, in the order of their names, one more than the limit. @param after a name, or null */
    groups(after, limit) {
        return this.source.manager.query(`SELECT g.name, count(*)::int AS members FROM users, unnest(groups) AS g (name)
        WHERE $1::text IS NULL OR g.name COLLATE "C" > $1 GROUP BY g.name ORDER BY g.name COLLATE "C" LIMIT $2`, [after, limit + 1]);
    }
    membersOf(group) {
        return this.source.manager.countBy(User, { groups: ArrayContains([group]) });
    }
    async insert(manager, fields) {
        const now = this.clock.now();
        const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
        await manager.insert(User, row);
        return row;
    }
    /**
     * @throws ChangedMeanwhile when the row is no longer what was read before
     * @throws Problem 409 when there would be no owner afterwards
     */
    async update(manager, before, fields) {
        if (owns(before) && !owns(fields))
            await this.requireAnotherOwner(manager, before.id);
        const updatedAt = nextChange(before.updatedAt, this.clock.now());
        const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
        const { affected } = await manager.update(User, { id: before.id, updatedAt: unchanged }, { ...fields, updatedAt });
        if (affected !== 1)
            throw new ChangedMeanwhile();
        return { ...before, ...fields, updatedAt };
    }
    /** Whether a person is active and what was read before, and stays so until the transaction ends. */
    async holdUnchanged(manager, { id, updatedAt }) {
        const rows = await manager.query(`SELECT 1 FROM users WHERE id = $1 AND status = 'active' AND date_trunc('milliseconds', updated_at) = $2 FOR SHARE`, [id, updatedAt]);
        return rows.length === 1;
    }
    /**
     * First step of a deletion: from here to the end of the transaction nobody else can change the person, or give them
     * a client.
     * @returns the person, or null when there is none
     */
    async holdForRemoval(manager, id) {
        // Before the row, as update() does: the other way round the two could wait for each other.
        await this.oneLeavesAtATime(manager);
        return manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
    }
    /** @param user held for it @throws Problem 409 when there would be no owner afterwards */
    async delete(manager, user) {
        if (owns(user))
            await this.requireAnotherOwner(manager, user.id);
        await manager.delete(User, { id: user.id });
    }
    /** Until the end of the transaction: two owners who leave at once would each see the other stay. */
    async oneLeavesAtATime(manager) {
        await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.owners'))`);
    }
    async requireAnotherOwner(manager, id) {
        await this.oneLeavesAtATime(manager);
        const others = await manager.query(`SELECT 1 FROM users WHERE id <> $1 AND status = 'active' AND 'owner' = ANY(roles) LIMIT 1`, [id]);
        if (others.length > 0)
            return;
        throw Problem.conflict('The last active owner cannot be deactivated, demoted or deleted.');
    }
};
UserStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Clock])
], UserStore);
export { UserStore };
function owns(user) {
    return user.status === 'active' && user.roles.includes('owner');
}
/** What is looked for in either place, if it is in several. */
function wheres({ group, role, text, ...same }) {
    const all = {
        ...same,
        ...(group === undefined ? {} : { groups: ArrayContains([group]) }),
        ...(role === undefined ? {} : { roles: ArrayContains([role]) }),
    };
    if (text === undefined)
        return [all];
    const like = ILike(`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`);
    return [{ name: like }, { email: like }].map((part) => ({ ...part, ...all }));
}
//# sourceMappingURL=user.store.js.map