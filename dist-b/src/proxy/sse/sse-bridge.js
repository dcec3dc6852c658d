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
import { isLegacyRequest } from '../legacy-sse.js';
import { accepts } from '../mcp-accept.js';
import { sessionUnknown } from '../mcp-sessions.js';
import { modernRefused } from '../mcp-version.js';
import { RpcRefused } from '../rpc-refusal.js';
import { FIRST_BYTE, IDLE, UpstreamDispatch } from '../upstream-dispatch.js';
import { codeOf, failureOf } from '../upstream-failure.js';
import { SseSessions } from './sse-sessions.js';
import { SseStreams } from './sse-streams.js';
/** Milliseconds that the rest of an answer may take which nobody needs, so that its connection can serve again. */
const REST = 1_000;
/** Whether a call is one of streamable HTTP to a server that speaks HTTP with SSE. */
export function isBridged({ admission }, request, session) {
    return admission.upstream.transport === 'sse' && !isLegacyRequest(request, session !== null);
}
/**
 * Speaks streamable HTTP (MCP 2025-11-25) for servers of HTTP with SSE (MCP 2024-11-05), in the place of
 * UpstreamDispatch: what it is given was decided on and recorded, and its answers are looked at like all others.
 */
let SseBridge = class SseBridge {
    upstreams;
    streams;
    sessions;
    constructor(upstreams, streams, sessions) {
        this.upstreams = upstreams;
        this.streams = streams;
        this.sessions = sessions;
    }
    /**
     * @param named the session that the call goes on with
     * @returns null when it was aborted
     * @throws RpcRefused or Problem for what is not of the protocol, and 404 for a session that this process does not hold
     */
    async answer(call, named, request, gone) {
        if (!call.asked.hasSessions)
            throw modernRefused(request, call.id);
        if (call.asked.message?.isBatch === true) {
            throw new RpcRefused(400, null, -32600, 'Invalid request: this server takes no batches');
        }
        if (named === null)
            return this.begun(call, request, gone);
        const session = this.sessions.find(named.id, call.admission);
        if (session === null)
            throw sessionUnknown(call.id);
        if (call.method === 'GET')
            return events(session.listen().body);
        if (call.method === 'POST')
            return this.posted(call, session, request, gone);
        session.end();
        return { statusCode: 204, headers: {}, body: Readable.from([]) };
    }
    async begun(call, request, gone) {
        if (call.asked.message?.begins !== true || call.id === null) {
            throw new RpcRefused(400, call.id, -32000, 'Bad request: Mcp-Session-Id is missing');
        }
        const session = await this.streams.open(call, request, gone);
        if (session === null)
            return null;
        let lasts = false;
        try {
            const pending = session.expect(requestOf(call, call.id, false));
            const sent = await this.sent({ call, session, pending }, request, gone);
            if (sent !== 'accepted')
                return sent;
            const answer = await pending.answer;
            lasts = answer?.isError === false && !gone.signal.aborted;
            return answer && document(answer.text, lasts ? { 'mcp-session-id': session.id } : {});
        }
        finally {
            // What did not come about is known to nobody.
            if (!lasts)
                session.end();
        }
    }
    async posted(call, session, request, gone) {
        const left = session.enter();
        try {
            const streams = accepts(request, 'text/event-stream');
            const pending = call.id === null ? null : session.expect(requestOf(call, call.id, streams));
            const sent = await this.sent({ call, session, pending }, request, gone);
            if (sent !== 'accepted')
                return sent;
            const cancelled = call.asked.message?.cancels;
            if (typeof cancelled === 'string')
                session.cancel(cancelled);
            if (pending === null)
                return { statusCode: 202, headers: {}, body: Readable.from([]) };
            if (pending.stream !== null)
                return events(pending.stream.body);
            const answer = await pending.answer;
            return answer && document(answer.text);
        }
        finally {
            left();
        }
    }
    /** @returns the answer of a server that does not take the message; null when nobody waits any more */
    async sent({ call, session, pending }, request, gone) {
        try {
            const message = { ...call, target: session.terms.messages, bridged: true };
            const taken = await this.upstreams.send(message, request, gone);
            if (taken === null) {
                pending?.leave();
                return null;
            }
            if (taken.statusCode < 400) {
                whileWaited(taken, pending, gone.signal);
                return 'accepted';
            }
            if (pending !== null)
                session.forget(pending);
            // The server has forgotten it: so do we, and the client begins another.
            if (taken.statusCode === 404)
                session.end();
            return taken;
        }
        catch (error) {
            if (pending !== null)
                session.forget(pending);
            throw error;
        }
    }
};
SseBridge = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        SseStreams,
        SseSessions])
], SseBridge);
export { SseBridge };
/** As long as its answer is to come a call is under way at the server: the answer to its POST is kept, and counted. */
function whileWaited({ body }, pending, gone) {
    if (pending === null)
        return finish(body);
    const left = () => {
        if (codeOf(gone.reason) === 'total_timeout')
            pending.fail(failureOf(gone.reason).problem);
        else
            pending.leave();
    };
    gone.addEventListener('abort', left, { once: true });
    if (gone.aborted)
        left();
    void pending.answer.catch(() => null).then(() => finish(body));
}
/** What nobody needs of an answer is read all the same, so that its connection can serve again. */
function finish(body) {
    const timer = setTimeout(() => body.destroy(), REST).unref();
    body.once('close', () => clearTimeout(timer)).resume();
}
function requestOf({ admission, asked }, id, streams) {
    const { first_byte: firstByte = FIRST_BYTE, idle = IDLE } = admission.upstream.timeouts;
    return { id, progress: asked.message?.progress ?? null, streams, patience: streams ? idle : firstByte };
}
function events(body) {
    return { statusCode: 200, headers: { 'content-type': 'text/event-stream' }, body };
}
function document(text, headers = {}) {
    const body = Readable.from([Buffer.from(text)]);
    return { statusCode: 200, headers: { ...headers, 'content-type': 'application/json' }, body };
}
//# sourceMappingURL=sse-bridge.js.map