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
import { setTimeout as pause } from 'node:timers/promises';
import { errors, request as dispatch } from 'undici';
import { contextOf } from '../http/request-context.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { isEventStream } from './answer-bounds.js';
import { forwardedHeaders } from './relay-headers.rules.js';
import { LegacySse } from './legacy-sse.js';
import { mayRepeat } from './repeatable-call.rules.js';
import { CONNECT, UpstreamConnections } from './upstream-connections.js';
import { UpstreamCredentials } from './upstream-credentials.js';
import { codeOf, failureOf } from './upstream-failure.js';
import { checkUsable } from './usable-answer.js';
import { UpstreamTraffic } from './upstreams/upstream-traffic.js';
/** Milliseconds. */
export const FIRST_BYTE = 60_000;
export const IDLE = 300_000;
/** Milliseconds until a server that refused a connection is dialled once more: it may just be starting. */
const REDIAL = 100;
/** A call took longer than `timeouts.total`. */
class TotalTimeout extends Error {
    code = 'total_timeout';
}
/** Sends a decided call to its upstream, with our own credential, and waits until the answer begins. */
let UpstreamDispatch = class UpstreamDispatch {
    traffic;
    connections;
    credentials;
    legacy;
    log;
    constructor(traffic, connections, credentials, legacy, log) {
        this.traffic = traffic;
        this.connections = connections;
        this.credentials = credentials;
        this.legacy = legacy;
        this.log = log;
    }
    /**
     * The answer's body ends with an error when it grows too large, or takes too long. Whoever gets it reads or destroys it.
     * @param gone aborts it when nobody waits for the answer any more
     * @returns null when it was aborted
     * @throws Problem 502, 503 or 504 when the upstream cannot be reached, has too much to do, or does not answer in time
     * @throws RpcRefused when it refused our credential, or there is none
     */
    async send(call, request, gone) {
        const url = call.target ?? call.admission.upstream.url;
        const passage = this.traffic.enter(call.admission.upstream, call.admission.caller, mayStream(call));
        const total = totalTimer(call, gone);
        const left = () => {
            clearTimeout(total);
            passage.left();
        };
        try {
            const answer = await this.credentialed(call, { url, headers: headersOf(call, request) }, gone, passage);
            if (answer === null)
                left();
            else
                answer.body.on('close', left);
            return answer;
        }
        catch (error) {
            left();
            throw error;
        }
    }
    /** With the gate's credential, and with another one where the first is no longer good and nothing is done twice. */
    async credentialed(call, sent, gone, passage) {
        for (let attempt = 1;; attempt++) {
            // Outside of what is told as a failure of the upstream: a credential that cannot be made is a failure of ours.
            const credential = await this.credential(call, gone.signal);
            if (credential === null)
                return null;
            const headers = { ...sent.headers, ...credential.headers };
            const answer = await this.answer(call, { ...sent, headers }, gone, passage);
            if (answer === null)
                return null;
            const mayHelp = answer.statusCode === 401 && (await credential.refused?.()) === true;
            if (!mayHelp || !call.reads || attempt > 1)
                return this.usable(call, answer);
            this.log.info('gate.upstream_repeated', { server: call.admission.upstream.name, code: '401' });
            answer.body.destroy();
        }
    }
    async credential(call, signal) {
        try {
            const credential = await this.credentials.of(call, signal);
            if (!signal.aborted)
                return credential;
        }
        catch (error) {
            if (!signal.aborted)
                throw error;
        }
        if (isTimeout(signal.reason))
            throw new Problem(504, 'The server could not be called in time.');
        return null;
    }
    async answer(call, sent, gone, passage) {
        const timer = setTimeout(() => gone.abort(new errors.HeadersTimeoutError()), allowance(call));
        try {
            const answer = await this.attempts(call, sent, gone.signal);
            // An abort reaches the body also after everybody has let go of it; an error nobody hears would end the process.
            answer.body.on('error', () => undefined);
            passage.answered(isEventStream(answer.headers));
            return answer;
        }
        catch (error) {
            if (gone.signal.aborted && !isTimeout(gone.signal.reason))
                return null;
            throw this.failure(call, gone.signal.aborted ? gone.signal.reason : error, passage);
        }
        finally {
            clearTimeout(timer);
        }
    }
    /** Once more when it is certain that nothing is done twice. */
    async attempts(call, sent, signal) {
        try {
            return await this.dispatch(call, sent, signal);
        }
        catch (error) {
            const code = codeOf(error);
            if (signal.aborted || !mayRepeat(code, call.reads))
                throw error;
            this.log.info('gate.upstream_repeated', { server: call.admission.upstream.name, code });
            if (code === 'ECONNREFUSED')
                await pause(REDIAL, undefined, { signal });
            return await this.dispatch(call, sent, signal);
        }
    }
    dispatch(call, { url, headers }, signal) {
        const { timeouts } = call.admission.upstream;
        return dispatch(url, {
            method: call.method,
            headers,
            ...(call.body === undefined ? {} : { body: call.body }),
            dispatcher: this.connections.to(call.admission.upstream),
            signal,
            headersTimeout: timeouts.first_byte ?? FIRST_BYTE,
            // A session may be silent for as long as its client pleases.
            bodyTimeout: isSession(call) ? 0 : (timeouts.idle ?? IDLE),
        });
    }
    usable(call, answer) {
        const { statusCode, headers, body } = answer;
        const { name, transport } = call.admission.upstream;
        try {
            checkUsable(call, answer);
        }
        catch (error) {
            body.destroy();
            this.log.warn('gate.upstream_refused', { server: name, status: statusCode, err: error });
            throw error;
        }
        const isRewritten = transport === 'sse' && call.bridged !== true && isEventStream(headers);
        return { statusCode, headers, body: isRewritten ? this.legacy.rewritten(call, body) : body };
    }
    failure(call, error, passage) {
        const code = codeOf(error);
        if (!(error instanceof Problem)) {
            this.log.warn('gate.upstream_failed', { server: call.admission.upstream.name, code, err: error });
        }
        const { problem, fault } = failureOf(error);
        if (fault !== null)
            passage.failed(fault, code);
        return problem;
    }
};
UpstreamDispatch = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamTraffic,
        UpstreamConnections,
        UpstreamCredentials,
        LegacySse,
        Log])
], UpstreamDispatch);
export { UpstreamDispatch };
/** Over HTTP with SSE answers come on the session's stream, none to a message. */
function mayStream({ method, admission: { upstream } }) {
    return method !== 'DELETE' && !(method === 'POST' && upstream.transport === 'sse');
}
function isSession({ method, bridged }) {
    return method === 'GET' && bridged === true;
}
function isTimeout(reason) {
    return reason instanceof TotalTimeout || reason instanceof errors.HeadersTimeoutError;
}
function totalTimer({ admission: { upstream } }, gone) {
    const { total } = upstream.timeouts;
    return total === undefined
        ? undefined
        : setTimeout(() => gone.abort(new TotalTimeout('the call took too long')), total);
}
/** Milliseconds until an answer must have begun: undici counts anew after every interim one (103), alone it would wait for ever. */
function allowance({ admission: { upstream } }) {
    return (upstream.timeouts.first_byte ?? FIRST_BYTE) + (upstream.timeouts.connect ?? CONNECT);
}
/** What reaches the upstream besides our credential. */
function headersOf(call, request) {
    const { requestId, traceparent } = contextOf(request);
    return {
        ...(call.headers ?? forwardedHeaders(request.rawHeaders)),
        ...call.resumed,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-request-id': requestId,
        traceparent,
    };
}
//# sourceMappingURL=upstream-dispatch.js.map