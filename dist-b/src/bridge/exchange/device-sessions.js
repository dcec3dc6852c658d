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
import { ChangedMeanwhile } from '../../identity/changes.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { NamedSessionStore } from '../../identity/sessions/named-session.store.js';
import { currentTransaction } from '../../http/request-context.js';
import { BRIDGE_CLIENT, BRIDGE_PATH } from '../../kernel/bridge.js';
import { Clock } from '../../kernel/clock.js';
import { isRole } from '../../kernel/roles.js';
import { grants, sortScopes } from '../../kernel/scope-set.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { gateRoot } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';
import { isAdoptable } from './host-session.rules.js';
/** Plans the sessions and tokens of devices: of its person's rights those that need no administrator. */
let DeviceSessions = class DeviceSessions {
    named;
    scopes;
    clock;
    settings;
    constructor(named, scopes, clock, settings) {
        this.named = named;
        this.scopes = scopes;
        this.clock = clock;
        this.settings = settings;
    }
    /** @param asked by the host; one that is in use, or was, is not given again */
    async fresh(asked) {
        const now = this.clock.now();
        const adopted = asked !== undefined && isAdoptable(asked, now) && !(await this.named.exists(asked));
        return { id: adopted ? asked : uuidv7(now), kept: false };
    }
    /** In the transaction of what it is held for. @throws ChangedMeanwhile when it was closed, or taken, since it was looked at */
    async hold(transaction, { id, kept }, { expiresAt }) {
        const good = kept ? await this.named.prolong(transaction, [id], expiresAt) : await this.named.take(transaction, id);
        if (!good)
            throw new ChangedMeanwhile();
    }
    /** Roles of administration are left out: they are good for the administration alone, where no device's token is. */
    async scope(roles) {
        const catalogue = await this.scopes.find([...new Set([...roles, 'user', 'anonymous'])]);
        const own = [...catalogue.values()].filter(({ tier, name }) => tier === 'user' && !isRole(name) && grants(roles, name));
        return sortScopes(['mcp', ...own.map(({ name }) => name)]);
    }
    audiences() {
        return [this.settings.PUBLIC_URL + BRIDGE_PATH, this.settings.PUBLIC_URL + gateRoot('mcp')];
    }
    /** @param spend also holds the device's own session open */
    authorization(grant, spend) {
        const { device, added, scope, session, origin } = grant;
        const [audience, ...furtherAudiences] = this.audiences();
        return {
            source: 'bridge',
            clientId: BRIDGE_CLIENT,
            subject: device.userId,
            userId: device.userId,
            asOwner: false,
            actor: { sub: device.id },
            scope,
            audience,
            furtherAudiences,
            lifetime: this.settings.BRIDGE_TOKEN_SECONDS,
            origin,
            grounds: { device: device.id, added },
            session: {
                ...session,
                continues: false,
                lineage: { txn: currentTransaction(this.clock.now()), ancestors: [device.sessionId] },
                expiresAt: device.expiresAt,
                scope,
                resources: [audience, ...furtherAudiences],
                claims: null,
                spend,
            },
        };
    }
};
DeviceSessions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [NamedSessionStore,
        ScopeCatalogue,
        Clock,
        Settings])
], DeviceSessions);
export { DeviceSessions };
/** What a device that nobody has let in yet is told; that it came is on record. */
export function waiting({ id, userId }) {
    const detail = { id, user_id: userId };
    return {
        error: new Problem(403, 'The device waits until an administrator lets it in.'),
        event: { kind: 'device.waiting', decision: 'deny', sub: userId, clientId: BRIDGE_CLIENT, detail },
    };
}
//# sourceMappingURL=device-sessions.js.map