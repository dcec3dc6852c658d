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
import { spenderOf } from '../../kernel/caller.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { isEventStream } from '../answer-bounds.js';
import { isUnreadable, LARGEST_ANSWER } from '../answer-look.js';
import { BodyBudget } from '../body-budget.js';
import { decodedBody } from '../content-decoding.js';
import { LegacySse } from '../legacy-sse.js';
import { RpcRefused } from '../rpc-refusal.js';
import { FIRST_BYTE, IDLE, UpstreamDispatch } from '../upstream-dispatch.js';
import { endpointIn, messagesOf, sseEvents } from './sse-events.js';
import { SseSession } from './sse-session.js';
import { SseSessions } from './sse-sessions.js';
/** Nothing of the client's: the stream is the gate's own, and outlives the request that it was opened for. */
const HEADERS = { accept: 'text/event-stream', 'accept-encoding': 'identity' };
/** Opens the streams of upstreams of HTTP with SSE, and reads them for as long as the session lasts. */
let SseStreams = class SseStreams {
    upstreams;
    sessions;
    legacy;
    budget;
    log;
    constructor(upstreams, sessions, legacy, budget, log) {
        this.upstreams = upstreams;
        this.sessions = sessions;
        this.legacy = legacy;
        this.budget = budget;
        this.log = log;
    }
    /**
     * @param gone ends it as long as it is being opened
     * @returns null when it was aborted
     * @throws Problem or RpcRefused when the upstream opens no stream, or does not say in time where messages go
     */
    async open(call, request, gone) {
        const stream = new AbortController();
        const leave = () => stream.abort();
        gone.signal.addEventListener('abort', leave, { once: true });
        const late = new Problem(504, 'The server did not say in time where messages go.');
        const timer = setTimeout(() => stream.abort(late), 2 * (call.admission.upstream.timeouts.first_byte ?? FIRST_BYTE));
        try {
            return await this.opened(call, request, stream);
        }
        catch (error) {
            const timedOut = stream.signal.reason === late;
            stream.abort();
            if (gone.signal.aborted)
                return null;
            throw timedOut ? late : this.told(call, error);
        }
        finally {
            clearTimeout(timer);
            gone.signal.removeEventListener('abort', leave);
        }
    }
    async opened(call, request, stream) {
        const { admission } = call;
        const { url, timeouts } = admission.upstream;
        const asked = { ...call, method: 'GET', body: undefined, reads: true, headers: HEADERS, target: url };
        const answer = await this.upstreams.send({ ...asked, bridged: true }, request, stream);
        if (answer === null)
            return null;
        const events = this.eventsOf(call, answer);
        const endpoint = await endpointIn(events);
        if (endpoint === null)
            throw new Problem(502, 'The server ended its stream at once.');
        const messages = this.legacy.messagesAt(admission, endpoint);
        const session = new SseSession({
            ...{ url, messages, idle: timeouts.idle ?? IDLE },
            close: () => {
                this.sessions.remove(session.id);
                stream.abort();
            },
        });
        this.sessions.add(session, admission);
        void this.read(session, events, admission.upstream.name);
        return session;
    }
    eventsOf({ admission }, { statusCode, headers, body }) {
        const decoded = statusCode === 200 && isEventStream(headers) ? decodedBody(body, headers['content-encoding']) : null;
        if (decoded === null)
            throw new Problem(502, `The server opened no stream (status ${statusCode}).`);
        const limit = Math.min(LARGEST_ANSWER, admission.upstream.limits.event_bytes ?? LARGEST_ANSWER);
        return sseEvents(decoded, this.budget.gathering(spenderOf(admission.caller), limit));
    }
    async read(session, events, server) {
        let dropped = 0;
        try {
            for await (const event of events) {
                for (const message of messagesOf(event))
                    dropped += Number(!(await session.take(message)));
            }
        }
        catch (err) {
            if (!session.isOver)
                this.log.warn(isUnreadable(err) ? 'gate.sse_unreadable' : 'gate.upstream_broke_off', { server, err });
        }
        finally {
            if (dropped > 0)
                this.log.info('gate.sse_messages_dropped', { server, dropped });
            session.end();
        }
    }
    told({ admission }, error) {
        if (error instanceof Problem || error instanceof RpcRefused)
            return error;
        this.log.warn('gate.upstream_broke_off', { server: admission.upstream.name, err: error });
        return new Problem(502, 'The server broke off its stream.');
    }
};
SseStreams = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        SseSessions,
        LegacySse,
        BodyBudget,
        Log])
], SseStreams);
export { SseStreams };
//# sourceMappingURL=sse-streams.js.map