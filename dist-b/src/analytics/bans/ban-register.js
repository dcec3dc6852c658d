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
import { examined } from '../../http/json-body.js';
import { changedNames, Changes, doneBy } from '../../identity/changes.store.js';
import { canonicalRange } from '../../kernel/address-ranges.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { BanList } from './ban-list.js';
import { BanChangeRequest, BanRequest } from './ban.request.js';
import { BanTable } from './ban.rules.js';
import { BanStore } from './ban.store.js';
import { banFields } from './ban.view.js';
const conflicts = {
    address_bans_range: Problem.conflict('There is a ban of this range.', [{ pointer: '/range', detail: 'is banned' }]),
};
/**
 * Makes bans, changes and lifts them. Evidence names a ban by its id, and says how wide it is but not where: the range may be
 * somebody's address, and evidence is forever.
 */
let BanRegister = class BanRegister {
    changes;
    bans;
    list;
    clock;
    constructor(changes, bans, list, clock) {
        this.changes = changes;
        this.bans = bans;
        this.list = list;
        this.clock = clock;
    }
    /** @throws Problem 404 */
    async require(id) {
        const ban = await this.bans.findById(id);
        if (ban === null)
            throw Problem.notFound('ban');
        return ban;
    }
    /** @throws Problem 400 naming every wrong field, 409 for a range that is banned or holds the caller's own address */
    async create(body, caller, from) {
        const { value, wrong } = examined(BanRequest, body);
        const { reason, expiresAt } = this.checked(value, wrong, null);
        const range = canonicalRange(value.range)?.range ?? null;
        refuseOwn({ id: '', range, network: null, expiresAt }, from, this.clock.now());
        const ban = await this.changes.record((transaction) => this.bans.insert(transaction, { range, network: null, reason, source: 'administrator', expiresAt }), (made) => doneBy(caller, 'ban.created', { ...told(made), forced: from.force }), conflicts);
        await this.list.refresh();
        return ban;
    }
    /** @throws Problem 400 naming every wrong field of the result, 404, 409 */
    async change(id, body, caller, from) {
        const ban = await this.changes.retrying(async () => {
            const before = await this.require(id);
            const { value, wrong } = examined(BanChangeRequest, { ...banFields(before), ...body });
            const fields = this.checked(value, wrong, before.expiresAt);
            const changed = changedNames(banFields(before), banFields(fields));
            if (changed.length === 0)
                return before;
            if (changed.includes('expires_at'))
                refuseOwn({ ...before, ...fields }, from, this.clock.now());
            return this.changes.record((transaction) => this.bans.update(transaction, before, fields), (made) => doneBy(caller, 'ban.updated', { ...told(made), changed, forced: from.force }));
        });
        await this.list.refresh();
        return ban;
    }
    /** An automatic one is not made anew of what was counted before. @throws Problem 404 */
    async lift(id, caller) {
        const ban = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.bans.delete(transaction, id)))
                throw Problem.notFound('ban');
            if (ban.network !== null)
                await this.bans.forgive(transaction, ban.network);
        }, () => doneBy(caller, 'ban.lifted', told(ban)));
        await this.list.refresh();
    }
    checked({ reason, expires_at }, wrong, before) {
        const expiresAt = expires_at === undefined || expires_at === null ? null : new Date(expires_at);
        const isNew = expiresAt !== null && +expiresAt !== before?.getTime();
        if (!wrong.has('expires_at') && isNew && +expiresAt <= this.clock.now()) {
            wrong.add('expires_at', 'must be in the future');
        }
        wrong.refuse();
        return { reason, expiresAt };
    }
};
BanRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        BanStore,
        BanList,
        Clock])
], BanRegister);
export { BanRegister };
function refuseOwn(ban, { address, network, force }, now) {
    if (force || new BanTable([ban]).covering(address, () => network, now) === null)
        return;
    throw Problem.conflict('This holds the address that you are calling from. Say ?force=true if you mean it.');
}
/** What evidence says of a ban. */
export function told({ id, range, source, expiresAt }) {
    const whom = range === null ? {} : { family: range.includes(':') ? 6 : 4, prefix: Number(range.split('/')[1]) };
    return { id, source, ...whom, expires_at: expiresAt?.toISOString() ?? null };
}
//# sourceMappingURL=ban-register.js.map