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
import { spenderOf } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import { BodyBudget } from './body-budget.js';
import { askedByMethod, askedByPost } from './mcp-call.js';
import { McpDecision } from './mcp-decision.js';
import { answeredId } from './mcp-version.js';
import { Relay } from './relay.js';
import { onlyReads } from './repeatable-call.rules.js';
import { readRpcBody, sentBody } from './rpc-body.js';
import { refuseMessage, RpcRefused } from './rpc-refusal.js';
import { StillAdmitted } from './still-admitted.js';
const LARGEST_REQUEST = 4 * 1024 * 1024;
/** The walk of an admitted call: parse once, decide on that value, record, send that value on. */
let GateCall = class GateCall {
    budget;
    admitted;
    decision;
    relay;
    clock;
    constructor(budget, admitted, decision, relay, clock) {
        this.budget = budget;
        this.admitted = admitted;
        this.decision = decision;
        this.relay = relay;
        this.clock = clock;
    }
    async answer(admission, request, response) {
        try {
            const { txn } = admission.caller.lineage;
            const decided = await this.decided(admission, request);
            await this.relay.forward({ admission, txn, method: request.method, ...decided }, request, response);
        }
        catch (error) {
            if (!(error instanceof RpcRefused))
                throw error;
            refuseMessage(response, error);
        }
    }
    /** @returns the message that was decided on, also written anew; none when the request has no body */
    async decided(admission, request) {
        if (request.method !== 'POST') {
            const asked = askedByMethod(request);
            const continued = await this.decision.makeWithout({ admission, asked }, request);
            return { ...continued, body: undefined, id: null, asked, reads: onlyReads(request.method, null) };
        }
        const limit = admission.upstream.limits.request_bytes ?? LARGEST_REQUEST;
        // Without a length it may become as large as the limit.
        const size = Math.min(Number(request.headers['content-length'] ?? limit), limit);
        return this.budget.within(spenderOf(admission.caller), size, async () => {
            const began = this.clock.now();
            const rpc = await readRpcBody(request, limit);
            const asked = askedByPost(request, rpc);
            await this.admitted.check(admission, rpc, began);
            const { rpc: made, ...known } = await this.decision.make({ admission, rpc, asked }, request);
            const sent = { body: sentBody(made), id: answeredId(rpc), asked };
            return { ...known, ...sent, reads: onlyReads('POST', rpc) };
        });
    }
};
GateCall = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BodyBudget,
        StillAdmitted,
        McpDecision,
        Relay,
        Clock])
], GateCall);
export { GateCall };
//# sourceMappingURL=gate-call.js.map