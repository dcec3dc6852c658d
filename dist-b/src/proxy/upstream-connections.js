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
import { Agent } from 'undici';
import { Problem } from '../kernel/problem.js';
import { AddressRule } from '../outbound/address-rule.js';
import { checkedLookup } from '../outbound/checked-lookup.js';
import { Settings } from '../settings/settings.js';
/** Milliseconds. */
export const CONNECT = 5_000;
/** Connections to upstreams, kept open; each name is resolved and its addresses checked when one is opened. */
let UpstreamConnections = class UpstreamConnections {
    agents = new Map();
    rule;
    lookup;
    constructor(settings) {
        this.rule = new AddressRule(settings.UPSTREAM_NETWORKS);
        this.lookup = checkedLookup((address) => this.rule.refuses(address), () => new Problem(502, 'The address of the server is not admitted.'));
    }
    /** @throws Problem 502 when the URL names an address that is not admitted */
    to(upstream) {
        const { hostname } = new URL(upstream.url);
        // An address is never looked up, so that it must be checked here.
        const literal = /^[\d.]+$|^\[/.test(hostname);
        if (literal && this.rule.refuses(hostname) !== null)
            throw new Problem(502, 'The address of the server is not admitted.');
        const timeout = upstream.timeouts.connect ?? CONNECT;
        const agent = this.agents.get(timeout) ?? this.agent(timeout);
        this.agents.set(timeout, agent);
        return agent;
    }
    async onApplicationShutdown() {
        await Promise.all([...this.agents.values()].map((agent) => agent.destroy()));
    }
    agent(timeout) {
        // No limit on connections: a pool's limit would silently limit the streams that can be open.
        // Kept for less than the 5 s after which many servers (Node, uvicorn) close: what is closing loses the next call.
        return new Agent({ connect: { timeout, lookup: this.lookup }, pipelining: 1, keepAliveTimeout: 4_000 });
    }
};
UpstreamConnections = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], UpstreamConnections);
export { UpstreamConnections };
//# sourceMappingURL=upstream-connections.js.map