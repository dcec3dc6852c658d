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
import { InformedDecision } from './discovery/informed-decision.js';
import { GateDecision } from './gate-decision.js';
import { isLegacyRequest, LegacySse } from './legacy-sse.js';
import { McpSessions, sessionUnknown, UnknownSession } from './mcp-sessions.js';
import { answeredId } from './mcp-version.js';
import { SseSessions } from './sse/sse-sessions.js';
/**
 * Decides on an MCP call: first whether what it goes on with is its caller's, lest evidence say allow of a handle that
 * opened nothing.
 */
let McpDecision = class McpDecision {
    sessions;
    legacy;
    held;
    informed;
    decision;
    constructor(sessions, legacy, held, informed, decision) {
        this.sessions = sessions;
        this.legacy = legacy;
        this.held = held;
        this.informed = informed;
        this.decision = decision;
    }
    /** @throws RpcRefused or Problem, 404 for an unknown session; and as {@link InformedDecision.make} */
    async make(call, request) {
        const continued = await this.continued(call, call.rpc, request);
        return { ...continued, ...(await this.informed.make(call, request)) };
    }
    /** @throws Problem 404 for an unknown session; and as {@link GateDecision.make} */
    async makeWithout(call, request) {
        const continued = await this.continued(call, null, request);
        return { ...continued, receipt: await this.informed.makeWithout(call.admission, request) };
    }
    async continued(call, rpc, request) {
        const { admission } = call;
        try {
            return this.opened(call, request);
        }
        catch (error) {
            if (!(error instanceof UnknownSession))
                throw error;
            const reason = 'there is no such session of this caller';
            await this.decision.refused(admission, rpc, { method: request.method, reason });
            throw sessionUnknown(rpc === null ? null : answeredId(rpc));
        }
    }
    /** @throws UnknownSession */
    opened(call, request) {
        const { admission } = call;
        const session = this.sessions.continued(call, request);
        if (admission.upstream.transport !== 'sse')
            return { session };
        if (isLegacyRequest(request, session !== null))
            return { session, target: this.legacy.target(admission, request) };
        if (session === null || this.held.find(session.id, admission) !== null)
            return { session };
        throw new UnknownSession('a session that this process does not hold');
    }
};
McpDecision = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [McpSessions,
        LegacySse,
        SseSessions,
        InformedDecision,
        GateDecision])
], McpDecision);
export { McpDecision };
//# sourceMappingURL=mcp-decision.js.map