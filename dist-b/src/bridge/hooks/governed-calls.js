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
import { Evidence } from '../../audit/evidence.contract.js';
import { ChangedMeanwhile, Changes } from '../../identity/changes.store.js';
import { Problem } from '../../kernel/problem.js';
import { decidedBy, policyDetail } from '../../policy/policy.contract.js';
import { HookCallStore } from './hook-call.store.js';
import { HookDecisions } from './hook-decisions.js';
import { HookDigests } from './hook-digests.js';
import { callKey, hookEvent } from './hook-event.js';
/** Answers hooks that ask before a tool runs; what is told was recorded before. */
let GovernedCalls = class GovernedCalls {
    store;
    decisions;
    digests;
    evidence;
    changes;
    constructor(store, decisions, digests, evidence, changes) {
        this.store = store;
        this.decisions = decisions;
        this.digests = digests;
        this.evidence = evidence;
        this.changes = changes;
    }
    /**
     * The same answer to the same question while an allow stands, that is as long as the token that asked; a denied one is
     * decided and recorded anew.
     * @param address from which the host asks
     * @throws Problem 409 when the call id was used for another question
     */
    govern(asked, caller, address) {
        const { upstream, tool, sessionId, host } = asked;
        const key = this.digests.of(callKey(caller, asked));
        const question = this.digests.of([upstream, tool, asked.arguments ?? null, sessionId, host]);
        return this.changes.retrying(async () => {
            const known = await this.store.find(key);
            if (known !== null && known.question !== null && known.question !== question) {
                throw Problem.conflict('This call id was used for another question.');
            }
            return repeated(known, caller) ?? this.decide(asked, caller, { key, question, address });
        });
    }
    async decide(asked, caller, { key, question, address }) {
        const decided = await this.decisions.on(asked, caller, address);
        const { decision, reason } = decided;
        const evidence = this.evidence.row(this.event(asked, caller, decided));
        const { claims } = caller;
        const until = new Date(claims.exp * 1000);
        const call = { key, question, decision, reason, policyVersion: decided.version, sid: claims.sid, until };
        // Somebody else asked the same at this moment, or something else under this id.
        if (!(await this.store.decide(call, evidence)))
            throw new ChangedMeanwhile();
        return {
            decision,
            reason,
            evidenceId: evidence.id,
            policyVersion: decided.version,
            until: decision === 'allow' ? until : null,
        };
    }
    event(asked, caller, decided) {
        const { decision, reason } = decided;
        return hookEvent(caller, asked, {
            kind: 'hook.governed',
            decision,
            reason,
            ...decidedBy(decided),
            detail: {
                method: 'tools/call',
                ...policyDetail(decided),
                arguments: asked.arguments === undefined ? null : this.digests.of(asked.arguments),
                // By its own word alone: nobody has looked whether it is so.
                said: { session_id: asked.sessionId, host: asked.host },
            },
        });
    }
};
GovernedCalls = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [HookCallStore,
        HookDecisions,
        HookDigests,
        Evidence,
        Changes])
], GovernedCalls);
export { GovernedCalls };
/** Never longer than the token that asks now, either. */
function repeated(known, { claims }) {
    if (known === null || !known.stands)
        return null;
    const { reason, evidenceId, policyVersion, allowedUntil } = known;
    if (reason === null || evidenceId === null || policyVersion === null || allowedUntil === null)
        return null;
    const until = new Date(Math.min(allowedUntil.getTime(), claims.exp * 1000));
    return { decision: 'allow', reason, evidenceId, policyVersion, until };
}
//# sourceMappingURL=governed-calls.js.map