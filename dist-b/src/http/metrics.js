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
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { bindingOf } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';
/** What operators count, in a registry of this application's own. No label may take values that a caller chooses. */
let Metrics = class Metrics {
    registry = new Registry();
    gateCalls;
    tokensIssued;
    upstreamRefusals;
    revocations;
    ofAll;
    constructor(settings) {
        const registers = [this.registry];
        this.gateCalls = new Counter({
            name: 'gatehouse_gate_calls_total',
            help: 'Calls that the gate admitted, by how their token was bound to its holder.',
            labelNames: ['binding'],
            registers,
        });
        this.tokensIssued = new Counter({
            name: 'gatehouse_tokens_issued_total',
            help: 'Access tokens issued, by how they are bound to their holder and by grant.',
            labelNames: ['binding', 'grant_type'],
            registers,
        });
        this.upstreamRefusals = new Counter({
            name: 'gatehouse_upstream_refused_total',
            help: 'Calls that the gate did not send on: the server is down, or has too many calls or streams.',
            labelNames: ['kind', 'server', 'reason'],
            registers,
        });
        this.revocations = new Histogram({
            name: 'gatehouse_revocation_to_enforcement_seconds',
            help: 'Time from the closing of a session, by any replica, until what was open for it here had been cut.',
            buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            registers,
        });
        // They measure for as long as the process runs: not where nobody may read them.
        if (settings.METRICS_TOKEN !== undefined)
            collectDefaultMetrics({ register: this.registry });
    }
    gateCall(confirmation) {
        this.gateCalls.inc({ binding: bindingOf(confirmation) });
    }
    /** @param grantType of a grant's controller, never as it was sent */
    tokenIssued(confirmation, grantType) {
        this.tokensIssued.inc({ binding: bindingOf(confirmation), grant_type: grantType });
    }
    upstreamRefused(kind, server, reason) {
        this.upstreamRefusals.inc({ kind, server, reason });
    }
    /**
     * A number that is looked up whenever somebody reads, so that it costs nothing in between.
     * @param together what several processes at one port are, together
     */
    gauge(name, help, labelNames, read, together = 'sum') {
        new Gauge({
            name,
            help,
            labelNames: [...labelNames],
            registers: [this.registry],
            aggregator: together,
            collect() {
                this.reset();
                for (const { labels, value } of read())
                    this.set(labels, value);
            },
        });
    }
    /** @param seconds from the change to the moment in which nothing went on for the session any more */
    revocationEnforced(seconds) {
        this.revocations.observe(seconds);
    }
    /** From now on a reader is told of all processes at this port, whichever is met. @param read asks all of them */
    tellOfAll(read) {
        this.ofAll = read;
    }
    /** What this process counts, for whoever adds several up. */
    counted() {
        return this.registry.getMetricsAsJSON();
    }
    /** In the text format of Prometheus, and its content type. */
    async exposition() {
        return { type: this.registry.contentType, text: await (this.ofAll?.() ?? this.registry.metrics()) };
    }
    onApplicationShutdown() {
        this.registry.clear();
    }
};
Metrics = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], Metrics);
export { Metrics };
//# sourceMappingURL=metrics.js.map