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
import { Evidence } from '../audit/evidence.contract.js';
import { Problem } from '../kernel/problem.js';
import { decidedBy, Policy, policyDetail } from '../policy/policy.contract.js';
import { argumentsDigest } from './arguments-digest.rules.js';
import { who } from './evidence-of-call.js';
import { spanOf } from './gate-request.js';
import { insufficientAuthentication } from './proxy-challenge.guard.js';
import { RpcRefused } from './rpc-refusal.js';
import { credentialDetail } from './upstreams/upstream-credential.js';
const KEPT_BACK = 'another message of the same request is denied';
/** Decides on a call and records what was decided, before anything is sent on. */
let GateDecision = class GateDecision {
    policy;
    evidence;
    constructor(policy, evidence) {
        this.policy = policy;
        this.evidence = evidence;
    }
    /**
     * Every message of the request is decided and recorded; one that is denied refuses the request whole, and so the others
     * are recorded as refused with it.
     * @param told the method to record for a request without a body, when not that of HTTP, and what else evidence should keep
     * @returns the id of the first receipt
     * @throws RpcRefused for a denied request, Problem 403 for anything else that is denied; Challenge where the person's
     *   signing in anew would help
     */
    async make(admission, body, request, { method, ...more } = { method: request.method }) {
        const messages = body?.messages ?? [null];
        const decisions = [];
        for (const message of messages) {
            decisions.push({ message, ...(await this.policy.decide({ ...admission, message })) });
        }
        const at = decisions.findIndex(({ decision }) => decision === 'deny');
        const goesOn = at < 0 ? { ...more, ...credentialDetail(admission.upstream.credential) } : null;
        const ids = await this.evidence.record(...decisions.map((decided) => ({
            ...about(admission, decided.message),
            ...what(decided, goesOn, method),
        })));
        const denied = decisions[at];
        if (denied !== undefined)
            refusedBy(admission, denied, ids[at] ?? '');
        const [first, ...others] = messages;
        const tool = others.length === 0 ? first?.name : undefined;
        spanOf(request).decided = { receipts: ids, ...(tool === undefined ? {} : { tool }) };
        return ids[0] ?? '';
    }
    /**
     * Records a request that is refused before any rule is asked.
     * @param reason for the evidence
     */
    async refused(admission, body, { method, reason }) {
        const messages = body?.messages ?? [null];
        await this.evidence.record(...messages.map((message) => ({
            ...about(admission, message),
            decision: 'deny',
            reason,
            detail: said(message, method),
        })));
    }
};
GateDecision = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Policy,
        Evidence])
], GateDecision);
export { GateDecision };
/** Whose call of what it is. */
function about(admission, message) {
    return { kind: 'gate.call', ...who(admission), tool: message?.name };
}
/** What a message says, without its values. */
function said(message, method) {
    const digest = message === null ? null : argumentsDigest(message);
    return {
        method: message?.method ?? message?.kind ?? method,
        ...(digest === null ? {} : { arguments_sha256: digest }),
    };
}
/**
 * What was decided on a message; one that is kept back by its neighbours is refused by no rule.
 * @param goesOn what else is known of a request that is sent on; null when it is not
 */
function what({ message, decision, reason, ...decided }, goesOn, method) {
    const by = decidedBy(decided);
    const detail = { ...said(message, method), ...policyDetail(decided) };
    if (goesOn !== null)
        return { decision, reason, ...by, detail: { ...detail, ...goesOn } };
    if (decision === 'deny')
        return { decision, reason, ...by, detail };
    const { rule, policyVersion } = by;
    const alone = { decision, reason, ...(rule === undefined ? {} : { rule }) };
    return { decision: 'deny', reason: KEPT_BACK, policyVersion, detail: { ...detail, alone } };
}
/** @throws what the caller of a denied message is told: how to be allowed, if there is a way */
export function refusedBy(admission, { message, reason, stepUp }, evidenceId) {
    if (stepUp !== undefined)
        throw insufficientAuthentication(admission.dialled, stepUp);
    if (message?.kind === 'request') {
        throw new RpcRefused(200, message.id, -32003, `Denied by policy: ${reason}`, { reason, evidence_id: evidenceId });
    }
    throw new Problem(403, `Denied by policy: ${reason} (evidence ${evidenceId})`);
}
//# sourceMappingURL=gate-decision.js.map