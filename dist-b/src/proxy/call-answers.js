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
import { Readable } from 'node:stream';
import { ListCache } from './discovery/list-cache.js';
import { SseBridge } from './sse/sse-bridge.js';
import { UpstreamDispatch } from './upstream-dispatch.js';
/** Gets the answer to a decided call: from what the server said before, by a stream of its own, or from the server. */
let CallAnswers = class CallAnswers {
    upstreams;
    lists;
    bridge;
    constructor(upstreams, lists, bridge) {
        this.upstreams = upstreams;
        this.lists = lists;
        this.bridge = bridge;
    }
    /** @param gone for the caller's leaving @returns null when nobody waits for it any more */
    async to({ call, session, bridged }, request, gone) {
        if (bridged)
            return this.bridge.answer(call, session, request, gone);
        const resumed = resumedBy(call, request, session);
        return this.kept(call) ?? this.upstreams.send({ ...call, resumed }, request, gone);
    }
    /** What the server said before, for as long as it said: to be looked at like any other answer. */
    kept({ id, listing }) {
        if (id === null || listing === undefined || listing.kept === null)
            return null;
        const body = Readable.from([this.lists.answer(listing.kept, id)]);
        return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
    }
};
CallAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        ListCache,
        SseBridge])
], CallAnswers);
export { CallAnswers };
/** A client resumes a stream by the id of the last event that it saw of it (MCP 2025-11-25, Resumability). */
function resumedBy({ asked, admission }, { headers }, session) {
    // Without a session, ids of events are one client's: a server that is not told who calls takes all callers for one.
    const isShared = session === null && ['none', 'static'].includes(admission.upstream.credential.mode);
    const event = isShared ? undefined : headers['last-event-id'];
    return {
        ...(session === null ? {} : { 'mcp-session-id': session.id }),
        ...(typeof event === 'string' && asked.hasSessions ? { 'last-event-id': event } : {}),
    };
}
//# sourceMappingURL=call-answers.js.map