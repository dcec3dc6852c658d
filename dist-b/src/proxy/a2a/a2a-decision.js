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
import { a2aOperation } from '../../kernel/a2a-operation.js';
import { spenderOf } from '../../kernel/caller.js';
import { BodyBudget } from '../body-budget.js';
import { GateDecision } from '../gate-decision.js';
import { RpcRefused } from '../rpc-refusal.js';
import { StillAdmitted } from '../still-admitted.js';
import { oddlySpelled } from './params.rules.js';
import { PushVetting } from './push-vetting.js';
/** Bytes. */
const LARGEST_REQUEST = 4 * 1024 * 1024;
/** What both bindings do with a call before it is sent on: read, vet, decide and record, while there is room for it. */
let A2aDecision = class A2aDecision {
    budget;
    admitted;
    push;
    decision;
    clock;
    constructor(budget, admitted, push, decision, clock) {
        this.budget = budget;
        this.admitted = admitted;
        this.push = push;
        this.decision = decision;
        this.clock = clock;
    }
    /**
     * @param read gives the message of the request, and what of it is sent on
     * @returns what `read` gave, and the receipt
     * @throws RpcRefused for a call that is denied or cannot be read
     */
    async make(admission, request, read) {
        const limit = admission.upstream.limits.request_bytes ?? LARGEST_REQUEST;
        return this.budget.within(spenderOf(admission.caller), expectedSize(request, limit), async () => {
            const began = this.clock.now();
            const call = await read(limit);
            const { message } = call;
            refuseOddSpelling(message);
            const body = { batch: false, messages: [message] };
            await this.admitted.check(admission, body, began);
            await this.push.check(admission, message);
            return { ...call, receipt: await this.decision.make(admission, body, request) };
        });
    }
};
A2aDecision = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BodyBudget,
        StillAdmitted,
        PushVetting,
        GateDecision,
        Clock])
], A2aDecision);
export { A2aDecision };
/** Bytes of the body: as many as the limit, when only its end will tell. */
function expectedSize({ headers }, limit) {
    const unknown = headers['transfer-encoding'] === undefined ? 0 : limit;
    return Math.min(Number(headers['content-length'] ?? unknown), limit);
}
function refuseOddSpelling({ method, params, id }) {
    if (method === undefined || a2aOperation(method) === null)
        return;
    if (oddlySpelled(params) === null)
        return;
    throw new RpcRefused(400, id ?? null, -32600, 'Invalid request: member name differs from a defined one only in spelling');
}
//# sourceMappingURL=a2a-decision.js.map