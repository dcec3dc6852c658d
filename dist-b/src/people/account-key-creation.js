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
import { AccessKeyRegister } from '../identity/credentials/access-key-register.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { byPerson } from './account-endings.js';
import { AccountKeys } from './account-keys.js';
import { Presence } from './presence.js';
const DAY = 86_400_000;
/** What the fields of a key are called to the person who fills them in. */
const labels = {
    name: 'The name',
    scope: 'What it may do',
    expires_at: 'The number of days',
    addresses: 'The list of addresses',
};
/** Lets people who are signed in make an access key of their own. */
let AccountKeyCreation = class AccountKeyCreation {
    account;
    register;
    presence;
    clock;
    constructor(account, register, presence, clock) {
        this.account = account;
        this.register = register;
        this.presence = presence;
        this.clock = clock;
    }
    /**
     * @param address where the form comes from
     * @throws TooManyRequests when too many passwords wait to be looked at
     */
    async attempt(person, form, address) {
        const values = {
            name: form.one('name') ?? '',
            scopes: form.all('scope'),
            days: form.one('days') ?? '',
            addresses: form.one('addresses') ?? '',
        };
        const wrong = this.fault(person, values) ?? (await this.passwordFault(person, form, address));
        if (wrong !== null)
            return { wrong, values };
        try {
            return { made: await this.create(person, values) };
        }
        catch (error) {
            if (!(error instanceof Problem))
                throw error;
            return { wrong: wrongOf(error), values };
        }
    }
    fault(person, { scopes, days }) {
        const offered = this.account.offered(person).map(({ name }) => name);
        if (scopes.length === 0)
            return { field: 'scope', text: 'Choose what the key may do.' };
        if (!scopes.every((name) => offered.includes(name))) {
            return { field: 'scope', text: 'You cannot give that to a key of your own.' };
        }
        return /^[1-9]\d{0,2}$/.test(days) ? null : { field: 'days', text: 'Enter after how many days the key ends.' };
    }
    async passwordFault(person, form, address) {
        const proof = { password: form.one('key_password'), address };
        const text = await this.presence.fault(person, proof, 'access_key.create_refused');
        return text === null ? null : { field: 'key_password', text };
    }
    create(person, { name, scopes, days, addresses }) {
        const body = {
            name,
            scope: scopes.join(' '),
            addresses: addresses.split(/[\s,]+/).filter((one) => one !== ''),
            expires_at: new Date(this.clock.now() + Number(days) * DAY).toISOString(),
        };
        return this.register.create(person.userId, body, {
            event: (kind, detail) => byPerson(person, kind, detail),
            hold: (transaction) => this.presence.hold(transaction, person),
        });
    }
};
AccountKeyCreation = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccountKeys,
        AccessKeyRegister,
        Presence,
        Clock])
], AccountKeyCreation);
export { AccountKeyCreation };
function wrongOf({ errors, detail }) {
    const [first] = errors;
    if (first === undefined)
        return { field: 'name', text: detail };
    const member = first.pointer.split('/')[1] ?? '';
    const text = errors.map(({ pointer, detail }) => `${labels[pointer.split('/')[1] ?? ''] ?? pointer} ${detail}.`);
    return { field: member === 'expires_at' ? 'days' : member, text: text.join(' ') };
}
//# sourceMappingURL=account-key-creation.js.map