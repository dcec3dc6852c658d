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
import { Clock } from '../../kernel/clock.js';
import { grants } from '../../kernel/scope-set.js';
import { ClientDirectory, hasExpired } from '../clients/client.directory.js';
import { ASSERTION, EXCHANGE } from '../clients/client.rules.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { has, restricted } from './workload-limits.rules.js';
/** Looks at what would come after a token: may this client act, is it registered for this way, and what could it get? */
let ClientExamination = class ClientExamination {
    clients;
    scopes;
    clock;
    constructor(clients, scopes, clock) {
        this.clients = clients;
        this.scopes = scopes;
        this.clock = clock;
    }
    /** @param ways of a workload's token, which uses of it its audience admits */
    async examine(clientId, use, ways) {
        const client = await this.clients.find(clientId);
        if (client === null)
            return { client, steps: [{ check: 'client', ok: false, detail: 'there is no such client' }] };
        const fault = this.fault(client);
        const registered = ways === undefined ? forGrant(client, use) : forWorkload(client, ways);
        const steps = [
            { check: 'client', ok: fault === null, detail: fault ?? 'is active' },
            { check: 'registration', ...registered },
        ];
        return { client, steps };
    }
    /** What a workload could get, resource by resource, since rules are not mixed. */
    async workload(client, rules) {
        const roles = client.owner?.roles ?? [];
        const named = [...new Set(rules.flatMap(({ resources }) => resources ?? []))].filter((one) => client.resources === null || has(client.resources, one));
        const at = async (place, limited) => ({
            place,
            scope: (await this.held(limited.scope, roles)).filter((name) => !name.startsWith('hook:') || place === OTHERS),
        });
        const open = rules.filter(({ resources }) => resources === null);
        const places = await Promise.all([
            ...named.map((one) => at(one, restricted(client, rules, [one]))),
            ...(open.length > 0 ? [at(OTHERS, restricted(client, open, []))] : []),
        ]);
        const some = places.filter(({ scope }) => scope.length > 0);
        const detail = some.map(({ place, scope }) => `at ${place}: at most ${scope.join(' ')}`).join('; ');
        const reach = places.map(({ place }) => place).join(' ');
        return [
            { check: 'scope', ok: some.length > 0, detail: detail || 'nothing that the client and its owner may have' },
            { check: 'resources', ok: places.length > 0, detail: reach || 'none that the client may name' },
        ];
    }
    /** What of a scope is left for somebody whose token is exchanged. */
    async scopeStep({ most, client, roles, of }) {
        const names = (most ?? client?.scope ?? []).filter((name) => client === null || grants(client.scope, name));
        const catalogue = await this.scopes.find(names);
        const left = names.filter((name) => {
            const tier = catalogue.get(name)?.tier;
            if (tier === 'user' && roles !== null)
                return grants(roles, name);
            return tier !== undefined && name !== 'offline_access';
        });
        const detail = left.length > 0 ? `${of}: at most ${left.join(' ')}` : `${of}: nothing that can be passed on`;
        return { check: 'scope', ok: left.length > 0, detail };
    }
    /** Those that a client has as itself: what it learns of a person takes that person's sign-in. */
    async held(names, roles) {
        const catalogue = await this.scopes.find(names);
        return names.filter((name) => {
            const tier = catalogue.get(name)?.tier;
            return tier === 'service' || (tier === 'user' && grants(roles, name));
        });
    }
    fault(client) {
        if (client.status !== 'active')
            return 'is not active';
        if (hasExpired(client, this.clock.now()))
            return 'has expired';
        return client.owner?.status === 'active' ? null : 'has no active owner';
    }
};
ClientExamination = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientDirectory,
        ScopeCatalogue,
        Clock])
], ClientExamination);
export { ClientExamination };
const OTHERS = 'all that the client may name';
function forGrant({ grantTypes }, use) {
    const grant = use === 'subject_token' ? EXCHANGE : ASSERTION;
    const ok = grantTypes.includes(grant);
    return { ok, detail: ok ? `the grant type ${grant}` : `needs the grant type ${grant}` };
}
function forWorkload({ authMethod, grantTypes }, ways) {
    if (authMethod !== 'workload_identity')
        return { ok: false, detail: 'needs authentication by workload_identity' };
    const open = [
        ...(ways.grant && grantTypes.includes(ASSERTION) ? [`as the grant ${ASSERTION}`] : []),
        ...(ways.authentication ? ['to authenticate, by client_assertion'] : []),
    ];
    if (open.length > 0)
        return { ok: true, detail: open.join(', or ') };
    return { ok: false, detail: `needs the grant type ${ASSERTION}: the audience does not fit for authentication` };
}
//# sourceMappingURL=client-examination.js.map