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
import { JoinedBytes } from '../kernel/joined-bytes.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { isEventStream } from './answer-bounds.js';
import { AnswerFilter } from './answer-filter.js';
import { clientLeft, lookAt } from './answer-look.js';
import { CallAnswers } from './call-answers.js';
import { spanOf } from './gate-request.js';
import { McpSessions } from './mcp-sessions.js';
import { pour, whenEnded } from './poured-body.js';
import { returnedHeaders } from './relay-headers.rules.js';
import { isBridged } from './sse/sse-bridge.js';
import { IDLE } from './upstream-dispatch.js';
/** Bytes of an answer that is gathered before it goes out. */
const SHORT = 65_536;
/** Has a decided call sent to its upstream, and streams the answer back as it comes. */
let Relay = class Relay {
    answers;
    sessions;
    filter;
    log;
    constructor(answers, sessions, filter, log) {
        this.answers = answers;
        this.sessions = sessions;
        this.filter = filter;
        this.log = log;
    }
    /** @returns when the answer has ended; a stream of events goes on without anything that waits for it, and so is held for it */
    async forward(call, request, response) {
        const session = call.session ?? null;
        const span = spanOf(request);
        // The client may have gone while we decided, or its session ended.
        if (span.gone.signal.aborted)
            return;
        span.listens ||= call.asked.listens === true;
        const bridged = isBridged(call, request, session);
        const answer = await this.answers.to({ call, session, bridged }, request, span.gone);
        if (answer === null)
            return;
        let goesOn = false;
        try {
            const handle = this.sessions.handed(call, answer.headers['mcp-session-id'], session);
            const look = bridged ? 'lists' : lookAt(call, request, session);
            const given = await this.filter.filtered(call, look, answer, response);
            // Or it has while the answer was gathered.
            if (span.gone.signal.aborted)
                return;
            span.answered = true;
            if (handle !== undefined)
                response.setHeader('mcp-session-id', handle);
            if (isEventStream(given.headers)) {
                this.stream(call, { ...given, source: answer.body }, response);
                goesOn = true;
                forget(request);
            }
            else
                await this.giveBack(call, given, response);
        }
        catch (error) {
            if (!isUnread(error, response))
                throw error;
        }
        finally {
            // Read to its end, or given up: what is neither would hold its connection for ever.
            if (!goesOn)
                answer.body.destroy();
        }
    }
    stream({ admission: { upstream } }, answer, response) {
        const { name, timeouts } = upstream;
        const { body, source } = answer;
        try {
            begin(answer, response);
        }
        catch (error) {
            this.breakOff(name, answer, response, error);
        }
        // The first event may be long in coming.
        response.flushHeaders();
        pour({ body, response, patience: timeouts.idle ?? IDLE }, (error) => {
            source.destroy();
            if (error === null)
                response.end();
            else if (!isUnread(error, response))
                this.breakOff(name, answer, response, error);
        });
    }
    async giveBack(call, answer, response) {
        const { name, timeouts } = call.admission.upstream;
        const { body } = answer;
        try {
            begin(answer, response);
            if (isShort(answer.headers))
                response.end(await wholeOf(body));
            else {
                await settled((over) => pour({ body, response, patience: timeouts.idle ?? IDLE }, over));
                response.end();
            }
        }
        catch (error) {
            if (isUnread(error, response))
                throw error;
            this.breakOff(name, answer, response, error);
        }
    }
    /** @throws Problem 502 unless the answer has begun */
    breakOff(server, { headers }, response, error) {
        this.log.warn('gate.upstream_broke_off', { server, err: error });
        // The answer has begun: cutting it off is the only way left to tell.
        if (response.headersSent)
            return void response.destroy();
        for (const name of Object.keys(returnedHeaders(headers)))
            response.removeHeader(name);
        throw new Problem(502, 'The server broke off its answer.');
    }
};
Relay = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallAnswers,
        McpSessions,
        AnswerFilter,
        Log])
], Relay);
export { Relay };
/** What a stream does not need while it runs: what the caller came with, above all their token, and the way to us. */
function forget(request) {
    request.rawHeaders = [];
    // To delete them would make tables of both objects.
    request.headers.authorization = undefined;
    request.next = undefined;
}
/** @throws when the server sent a header that cannot be passed on */
function begin({ statusCode, headers }, response) {
    response.status(statusCode);
    for (const [name, value] of Object.entries(returnedHeaders(headers)))
        response.setHeader(name, value);
}
function isUnread(error, response) {
    return clientLeft(error) || response.destroyed;
}
/** Whether an answer says that it is small. */
function isShort(headers) {
    return !isEventStream(headers) && Number(headers['content-length'] ?? Infinity) <= SHORT;
}
async function wholeOf(body) {
    const bytes = new JoinedBytes();
    await settled((over) => {
        whenEnded(body, over);
        // Whoever counts it has paused it meanwhile.
        body.on('data', (piece) => bytes.add(piece)).resume();
    });
    return bytes.take();
}
function settled(work) {
    return new Promise((resolve, reject) => {
        work((error) => (error === null ? resolve() : reject(error)));
    });
}
//# sourceMappingURL=relay.js.map