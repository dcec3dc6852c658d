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
import { KeyRefused } from '../../identity/credentials/access-key-refusals.js';
import { accessKeyClientId } from '../../identity/credentials/access-key.rules.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { below } from '../../kernel/lineage.js';
import { Clock } from '../../kernel/clock.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { grants, readScope, sortScopes } from '../../kernel/scope-set.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
import { keyRefused } from './access-key.guard.js';
import { AccessKeyTokenRequest } from './access-key-token.request.js';
/** Plans the token that an access key is exchanged for: for one resource, no more than the key, and ends with it. */
let AccessKeyExchange = class AccessKeyExchange {
    upstreams;
    sessions;
    clock;
    settings;
    constructor(upstreams, sessions, clock, settings) {
        this.upstreams = upstreams;
        this.sessions = sessions;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws Problem 400 that names every wrong field */
    async authorization(key, body, origin) {
        const { value, wrong } = examined(AccessKeyTokenRequest, body);
        const audience = value.resource ?? (key.resources?.length === 1 ? key.resources[0] : undefined);
        const resourceFault = wrong.has('resource') ? null : await this.resourceFault(key, audience);
        if (resourceFault !== null)
            wrong.add('resource', resourceFault);
        const scope = value.scope === undefined || wrong.has('scope') ? key.scope : readScope(value.scope);
        const beyond = scope.filter((name) => !grants(key.scope, name));
        if (beyond.length > 0)
            wrong.add('scope', `not among the scopes of this key: ${beyond.join(', ')}`);
        else if (scope.length === 0)
            wrong.add('scope', 'nothing is left of the scopes of this key');
        wrong.refuse();
        const clientId = accessKeyClientId(key.id);
        return {
            source: 'api',
            clientId,
            subject: key.userId,
            userId: key.userId,
            asOwner: false,
            actor: { sub: clientId },
            scope: sortScopes(scope),
            audience: audience ?? '',
            origin,
            session: this.session(key, scope, audience ?? ''),
        };
    }
    async resourceFault({ resources }, asked) {
        if (asked === undefined)
            return 'must name the one resource that the token is for';
        const upstream = await this.upstreams.findByResource(asked);
        if (upstream === null)
            return 'is not the resource of an upstream';
        // An alias names the same upstream: the key's list holds its first name.
        const first = this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
        const opened = resources === null || resources.some((one) => sameResource(one, first));
        return opened ? null : 'is not among the resources of this key';
    }
    session(key, scope, audience) {
        const end = (this.clock.seconds() + this.settings.ACCESS_TOKEN_SECONDS) * 1000;
        return {
            continues: false,
            id: uuidv7(this.clock.now()),
            lineage: below(key.sessionId, key),
            expiresAt: new Date(Math.min(end, key.expiresAt.getTime())),
            scope,
            resources: [audience],
            claims: null,
            spend: async (transaction) => {
                // Closed since it was looked at; its closing is on record.
                if (!(await this.sessions.holdOpen(transaction, key.sessionId)))
                    throw keyRefused(new KeyRefused());
                return null;
            },
        };
    }
};
AccessKeyExchange = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        SessionStore,
        Clock,
        Settings])
], AccessKeyExchange);
export { AccessKeyExchange };
//# sourceMappingURL=access-key-exchange.js.map