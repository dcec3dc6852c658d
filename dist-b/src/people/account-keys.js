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
import { accessKeyPrefix } from '../identity/credentials/access-key.rules.js';
import { AccessKeyStore } from '../identity/credentials/access-key.store.js';
import { LARGEST_PAGE } from '../kernel/page.js';
import { BUILT_IN_SCOPES, grants } from '../kernel/scope-set.js';
import { Settings } from '../settings/settings.js';
import { byPerson } from './account-endings.js';
import { Presence } from './presence.js';
/** What people may give to a key of their own; for anything else they ask an administrator. */
const OFFERED = ['mcp', 'a2a', 'user'];
/** A person's own access keys: which there are, what a new one could do, and the end of one. */
let AccountKeys = class AccountKeys {
    keys;
    register;
    settings;
    presence;
    constructor(keys, register, settings, presence) {
        this.keys = keys;
        this.register = register;
        this.settings = settings;
        this.presence = presence;
    }
    async of(person) {
        const keys = await this.keys.list({ after: null, limit: LARGEST_PAGE }, { user_id: person.userId, active: true });
        return {
            keys: keys.map(({ id, name, scope: scopes, resources, addresses, ...times }) => {
                const { createdAt: since, expiresAt: until, lastUsedAt: used } = times;
                return { id, name, prefix: accessKeyPrefix(id), scopes, resources, addresses, since, until, used };
            }),
            scopes: this.offered(person),
            mostDays: this.settings.ACCESS_KEY_DAYS,
            asksPassword: !this.presence.isFresh(person),
            mustConfirm: await this.presence.mustConfirm(person),
        };
    }
    offered(person) {
        const own = ({ name, tier }) => tier !== 'user' || grants(person.roles, name);
        return BUILT_IN_SCOPES.filter((scope) => OFFERED.includes(scope.name) && own(scope));
    }
    /** @returns whether there was such a key of the person's */
    async revoke(person, id) {
        const key = await this.keys.find(id);
        if (key === null || key.userId !== person.userId)
            return false;
        const event = (kind, detail) => byPerson(person, kind, detail);
        await this.register.revoke(key, 'access key revoked by its owner', { event });
        return true;
    }
};
AccountKeys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccessKeyStore,
        AccessKeyRegister,
        Settings,
        Presence])
], AccountKeys);
export { AccountKeys };
//# sourceMappingURL=account-keys.js.map