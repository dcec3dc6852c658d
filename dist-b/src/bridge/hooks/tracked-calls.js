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
import { HookCallStore } from './hook-call.store.js';
import { HookDigests } from './hook-digests.js';
import { callKey, hookEvent } from './hook-event.js';
/** What a host calls an error by; a longer text may repeat what the call was about. */
const ERROR_CODE = /^[\w.:/-]{1,64}$/;
/** Records what ran. */
let TrackedCalls = class TrackedCalls {
    store;
    digests;
    evidence;
    changes;
    constructor(store, digests, evidence, changes) {
        this.store = store;
        this.digests = digests;
        this.evidence = evidence;
        this.changes = changes;
    }
    /** Once for each call id; what comes again changes nothing. @returns id of the evidence */
    track(tracked, caller) {
        const key = this.digests.of(callKey(caller, tracked));
        return this.changes.retrying(async () => {
            const known = await this.store.find(key);
            if (known !== null && known.trackedId !== null)
                return known.trackedId;
            const event = hookEvent(caller, tracked, {
                kind: 'hook.tracked',
                decision: 'done',
                detail: this.detail(tracked, await this.decisionOn(tracked, known)),
            });
            const evidence = this.evidence.row(event);
            if (await this.store.track(key, known?.evidenceId ?? null, evidence))
                return evidence.id;
            throw new ChangedMeanwhile();
        });
    }
    /** What was decided about another tool under the same id says nothing about this one. */
    async decisionOn(tracked, known) {
        const evidenceId = known?.evidenceId ?? null;
        return evidenceId !== null && (await this.store.isAbout(evidenceId, tracked)) ? known : null;
    }
    detail({ outcome, durationMs, startedAt, error }, known) {
        const told = error === null || ERROR_CODE.test(error) ? { error } : { error_hash: this.digests.of(error) };
        return {
            outcome,
            duration_ms: durationMs,
            started_at: startedAt,
            ...told,
            // What was decided before it ran, if anybody asked.
            governed: known?.decision ?? null,
            governed_by: known?.evidenceId ?? null,
        };
    }
};
TrackedCalls = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [HookCallStore,
        HookDigests,
        Evidence,
        Changes])
], TrackedCalls);
export { TrackedCalls };
//# sourceMappingURL=tracked-calls.js.map