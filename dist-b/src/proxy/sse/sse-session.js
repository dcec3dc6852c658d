import { randomUUID } from 'node:crypto';
import { Problem } from '../../kernel/problem.js';
import { rpcIdKey } from '../../kernel/rpc-message.js';
import { stringifyStrictJson } from '../../kernel/strict-json.js';
import { RpcRefused } from '../rpc-refusal.js';
import { ClientStream } from './client-stream.js';
import { HeldMessages } from './held-messages.js';
import { PendingCall } from './pending-call.js';
import { progressOf } from './session-message.js';
/** Requests of one session whose answers may still come, those that nobody waits for counted too. */
const MOST_CALLS = 1_000;
/**
 * A session of one client at an upstream of HTTP with SSE: all that the server says comes on one stream, and is handed
 * to whoever waits for it at the client's end (MCP 2025-11-25, streamable HTTP).
 */
export class SseSession {
    terms;
    id = randomUUID();
    /** By `rpcIdKey`. One that nobody waits for stays until its answer comes, so that no later one gets it. */
    calls = new Map();
    held = new HeldMessages();
    timer;
    listening = null;
    open = 0;
    over = false;
    constructor(terms) {
        this.terms = terms;
        this.timer = setTimeout(() => {
            if (!this.isBusy)
                this.end();
        }, terms.idle).unref();
    }
    get isOver() {
        return this.over;
    }
    /** Whether the client has a request or a stream open. */
    get isBusy() {
        return this.open > 0;
    }
    /** @returns what to call when whatever the client has open is open no more */
    enter() {
        this.open++;
        return () => {
            this.open--;
            if (!this.over)
                this.timer.refresh();
        };
    }
    /** @throws RpcRefused for an id that an earlier request has, Problem 503 for one too many */
    expect(request) {
        const key = rpcIdKey(request.id);
        if (this.calls.has(key)) {
            throw new RpcRefused(400, request.id, -32600, 'Invalid request: the id is of a request that is not answered yet');
        }
        if (this.calls.size >= MOST_CALLS)
            this.forgetOne();
        const call = new PendingCall(request, this.enter());
        this.calls.set(key, call);
        return call;
    }
    /** Of a request that never came to the server. */
    forget(call) {
        call.leave();
        for (const [key, one] of this.calls)
            if (one === call)
                this.calls.delete(key);
    }
    /** No answer will come to what was cancelled (MCP 2025-11-25, Cancellation). */
    cancel(key) {
        this.calls.get(key)?.leave();
    }
    /** The stream of what is no answer. The last one that a client opens is the one: it may have lost the one before. */
    listen() {
        this.listening?.end();
        const stream = new ClientStream(this.terms.idle, () => stream.end());
        this.listening = stream;
        stream.body.once('close', this.enter());
        for (const message of this.held.take())
            stream.put(message);
        return stream;
    }
    /**
     * What the server says; resolves when there is room for more.
     * @returns whether it was for anybody
     */
    async take(message) {
        const text = stringifyStrictJson(message.raw);
        if (message.kind === 'response')
            return this.answered(message, text);
        const stream = this.streamFor(message);
        if (stream === null)
            return this.held.add(text);
        await stream.send(text);
        return true;
    }
    /** Nothing more comes; whoever waits is told. */
    end(problem = new Problem(502, 'The server broke off its stream.')) {
        if (this.over)
            return;
        this.over = true;
        clearTimeout(this.timer);
        for (const call of this.calls.values())
            call.fail(problem);
        this.calls.clear();
        this.listening?.end();
        this.terms.close();
    }
    answered({ id, raw }, text) {
        const key = id === undefined || id === null ? '' : rpcIdKey(id);
        const call = this.calls.get(key);
        this.calls.delete(key);
        call?.answered({ text, isError: raw['error'] !== undefined });
        return call !== undefined;
    }
    /**
     * Each message goes to one stream: progress to that of its request, all else where the client listens, and if it
     * does not, with the answer that is under way and was asked for last: most likely that is what it is about.
     */
    streamFor({ method, params }) {
        const open = [...this.calls.values()].filter(({ stream }) => stream?.isOpen === true);
        const progress = method === 'notifications/progress' ? progressOf(params) : null;
        const named = progress === null ? undefined : open.find((call) => call.progress === progress);
        if (named?.stream !== undefined)
            return named.stream;
        if (this.listening?.isOpen === true)
            return this.listening;
        return open.at(-1)?.stream ?? null;
    }
    forgetOne() {
        for (const [key, call] of this.calls) {
            if (!call.isOpen)
                return void this.calls.delete(key);
        }
        throw new Problem(503, 'The session has too many requests under way.', [], { 'retry-after': '1' });
    }
}
//# sourceMappingURL=sse-session.js.map