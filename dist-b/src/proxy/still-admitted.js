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
import { ClientLimits } from '../http/limits.js';
import { SessionDirectory } from '../identity/sessions/session.directory.js';
import { spenderOf } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { listenedCount } from './discovery/subscription.rules.js';
import { closedMeanwhile } from './proxy-challenge.guard.js';
import { Upstreams } from './upstreams/upstreams.contract.js';
/** Milliseconds in which a body arrives without a doubt about its sender. */
const SLOW_BODY = 1_000;
/** What the guard could not know before the body was read: how many calls it holds, and how long it took to come. */
let StillAdmitted = class StillAdmitted {
    limits;
    sessions;
    upstreams;
    clock;
    constructor(limits, sessions, upstreams, clock) {
        this.limits = limits;
        this.sessions = sessions;
        this.upstreams = upstreams;
        this.clock = clock;
    }
    /**
     * @throws TooManyRequests when a batch holds more calls than the client has left; Challenge when its session was closed;
     *   Problem 503 when something else that the call would be decided by has changed
     */
    async check(admission, body, began) {
        const spender = spenderOf(admission.caller);
        const further = body.messages.reduce((count, message) => count + listenedCount(message), body.messages.length - 1);
        for (let count = 0; count < further; count++)
            await this.limits.spend('LIMIT_GATE_CLIENT', spender);
        if (this.clock.now() - began < SLOW_BODY)
            return;
        await this.checkPerson(admission);
        await this.checkUpstream(admission);
    }
    async checkPerson({ caller, dialled }) {
        const now = await this.sessions.findLiveness(caller.claims.sid);
        if (now?.open !== true || !now.clientActive || now.userActive !== true)
            throw closedMeanwhile(dialled);
        const [before, after] = [caller, now].map(({ roles, groups, clientKind }) => [roles, groups, clientKind]);
        if (JSON.stringify(before) !== JSON.stringify(after))
            throw changedMeanwhile();
    }
    /** Whoever begins a call before a rule is made may not end it afterwards, as slowly as it pleases them. */
    async checkUpstream({ upstream }) {
        const now = await this.upstreams.find(upstream.kind, upstream.name);
        const isSame = now !== null &&
            now.id === upstream.id &&
            now.policyVersion === upstream.policyVersion &&
            now.updatedAt.getTime() === upstream.updatedAt.getTime();
        if (!isSame)
            throw changedMeanwhile();
    }
};
StillAdmitted = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientLimits,
        SessionDirectory,
        Upstreams,
        Clock])
], StillAdmitted);
export { StillAdmitted };
/** Upon which a client sends its call once more. */
export function changedMeanwhile() {
    const text = 'What this call is decided by has changed while it came. Send it again.';
    return new Problem(503, text, [], { 'retry-after': '0' });
}
//# sourceMappingURL=still-admitted.js.map