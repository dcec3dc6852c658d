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
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { readScope, sortScopes } from '../../kernel/scope-set.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { UserStore } from '../users/user.store.js';
import { AccessKeyRequest } from './access-key.request.js';
import { keyScopeFault } from './access-key.rules.js';
const DAY = 86_400_000;
/** Checks what an access key may be, whoever makes it. */
let AccessKeyChecks = class AccessKeyChecks {
    users;
    scopes;
    upstreams;
    settings;
    clock;
    constructor(users, scopes, upstreams, settings, clock) {
        this.users = users;
        this.scopes = scopes;
        this.upstreams = upstreams;
        this.settings = settings;
        this.clock = clock;
    }
    /** @throws Problem 404, 409 for somebody who is not active */
    async owner(userId) {
        const owner = await this.users.find(userId);
        if (owner === null)
            throw Problem.notFound('user');
        if (owner.status !== 'active')
            throw Problem.conflict('The user is not active, and may have no access key.');
        return owner;
    }
    /**
     * Keeps the scopes that were found until the transaction ends.
     * @throws ChangedMeanwhile when one is gone
     */
    hold(transaction, { scope }) {
        return this.scopes.hold(transaction, scope);
    }
    /** @throws Problem 400 that names every wrong field */
    async fields(owner, body) {
        const { value, wrong } = examined(AccessKeyRequest, body);
        const checks = {
            scope: async () => keyScopeFault(value.scope, owner.roles, await this.scopes.find(readScope(value.scope))),
            resources: () => this.resourcesFault(value.resources ?? []),
            expires_at: () => this.expiryFault(value.expires_at),
        };
        for (const [name, fault] of Object.entries(checks)) {
            const detail = wrong.has(name) ? null : await fault();
            if (detail !== null)
                wrong.add(name, detail);
        }
        wrong.refuse();
        return {
            userId: owner.id,
            name: value.name.trim(),
            scope: sortScopes(readScope(value.scope)),
            resources: value.resources ? [...new Set(value.resources)] : null,
            addresses: [...new Set(value.addresses)],
            expiresAt: new Date(value.expires_at),
        };
    }
    /** Upstreams alone, by their first name: what the public URL itself serves is not for access keys. */
    async resourcesFault(resources) {
        const unknown = [];
        for (const resource of resources) {
            const named = resource.startsWith(this.settings.PUBLIC_URL);
            if (!named || (await this.upstreams.findByResource(resource)) === null)
                unknown.push(resource);
        }
        return unknown.length === 0 ? null : `not the resource of an upstream: ${unknown.join(', ')}`;
    }
    expiryFault(expiresAt) {
        const at = Date.parse(expiresAt);
        const now = this.clock.now();
        if (at <= now)
            return 'must lie in the future';
        const days = this.settings.ACCESS_KEY_DAYS;
        return at <= now + days * DAY ? null : `must lie within ${days} days`;
    }
};
AccessKeyChecks = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        ScopeCatalogue,
        Upstreams,
        Settings,
        Clock])
], AccessKeyChecks);
export { AccessKeyChecks };
//# sourceMappingURL=access-key-checks.js.map