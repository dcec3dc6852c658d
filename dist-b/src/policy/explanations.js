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
import { ClientStore } from '../identity/clients/client.store.js';
import { UserStore } from '../identity/users/user.store.js';
import { BRIDGE_CLIENT } from '../kernel/bridge.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { Upstreams } from '../proxy/upstreams/upstreams.contract.js';
import { givenArguments } from './argument-schema.js';
import { operationOf } from './asked.rules.js';
import { namedUpstreams, WHICH_KIND } from './named-upstream.js';
import { RuledPolicy } from './ruled-policy.js';
/** Decides on calls that nobody makes, by the function that decides on those that somebody does. */
let Explanations = class Explanations {
    policy;
    users;
    clients;
    upstreams;
    clock;
    constructor(policy, users, clients, upstreams, clock) {
        this.policy = policy;
        this.users = users;
        this.clients = clients;
        this.upstreams = upstreams;
        this.clock = clock;
    }
    /**
     * @param given the arguments as they came; undefined while nobody knows them
     * @throws Problem 404 for an upstream, a person or a client that there is not, 400 where two have the upstream's name
     */
    async of(request, given) {
        const [upstream, another] = await namedUpstreams(this.upstreams, request);
        if (upstream === undefined)
            throw Problem.notFound('upstream');
        if (another !== undefined)
            throw Problem.invalid([{ pointer: '/upstream_kind', detail: WHICH_KIND }]);
        const client = await this.client(request.client_id ?? null);
        const who = await this.principals(request.user_id ?? client?.ownerId ?? null, client, request.client_id ?? '');
        const at = this.clock.now();
        const { address = '127.0.0.1', acr, auth_age: age } = request;
        const named = request.actors ?? (who.client === '' ? [] : [who.client]);
        const actors = named.map((actor) => ({
            iss: this.policy.ownIssuer,
            ...(typeof actor === 'string' ? { sub: actor } : actor),
        }));
        const authTime = age === undefined ? undefined : Math.floor(at / 1000) - age;
        const now = { address, at, actors, acr, authTime };
        const asked = askedIn(request, given, upstream.kind);
        return this.policy.explained({ upstream, who, now, asked });
    }
    async client(id) {
        if (id === null)
            return null;
        const client = await this.clients.find(id);
        // Devices are one client by name, which nobody registered.
        if (client === null && id !== BRIDGE_CLIENT)
            throw Problem.notFound('client');
        return client;
    }
    async principals(userId, client, clientId) {
        const user = userId === null ? null : await this.users.find(userId);
        if (userId !== null && user === null)
            throw Problem.notFound('user');
        return {
            user: userId,
            client: clientId,
            groups: user?.groups ?? [],
            roles: user?.roles ?? [],
            kind: client?.kind ?? null,
        };
    }
};
Explanations = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RuledPolicy,
        UserStore,
        ClientStore,
        Upstreams,
        Clock])
], Explanations);
export { Explanations };
function askedIn({ tool, prompt, resource }, sent, of) {
    const given = sent === undefined ? undefined : () => givenArguments(sent);
    if (of === 'a2a' && typeof tool === 'string') {
        const { subject, alias, greeting } = operationOf(tool, undefined);
        return { subject, alias, given, greeting };
    }
    const subjects = [
        { kind: 'tool', name: tool },
        { kind: 'prompt', name: prompt },
        { kind: 'resource', name: resource },
    ];
    const [subject] = subjects.flatMap(({ kind, name }) => (typeof name === 'string' ? [{ kind, name }] : []));
    return {
        subject: subject ?? null,
        given,
        greeting: subject === undefined,
    };
}
//# sourceMappingURL=explanations.js.map