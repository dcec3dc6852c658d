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
import { Problem } from '../kernel/problem.js';
import { AnswerReceipts } from './answer-receipts.js';
import { LiveAuthority } from './live-authority.js';
import { LiveUpstreams } from './live-upstreams.js';
import { closedMeanwhile } from './proxy-challenge.guard.js';
/**
 * Lets admitted calls go on for as long as their caller waits for them, their session lives and their server is served,
 * wherever they have come to; and streams only for as long as that is unchanged by which they were decided on.
 */
let OpenCalls = class OpenCalls {
    authority;
    upstreams;
    receipts;
    constructor(authority, upstreams, receipts) {
        this.authority = authority;
        this.upstreams = upstreams;
        this.receipts = receipts;
    }
    /**
     * @param walk the way of the call, which stops by itself when the request's span is over
     * @throws Challenge when the session ended before there was an answer, Problem 503 when nobody can tell whether it has,
     *   or the server is served no more, or a stream was decided on by what has changed; and whatever the walk throws
     */
    async during(admission, request, response, walk) {
        // It may have gone while we asked who it is: 'close' does not come twice.
        if (response.destroyed)
            return;
        const span = { gone: new AbortController(), answered: false, listens: request.method === 'GET' };
        request.span = span;
        this.receipts.follow(admission, span, response);
        let refuse;
        const ended = new Promise((_, reject) => (refuse = reject));
        const end = (reason) => {
            if (span.answered || response.headersSent)
                response.destroy();
            else {
                // The rest of a body that nobody reads is not waited for.
                if (!request.complete)
                    response.setHeader('connection', 'close');
                refuse?.(reason);
            }
            span.gone.abort();
        };
        const { caller, upstream } = admission;
        const session = this.authority.hold(caller.claims.sid, (ending) => end(refusal(admission, ending)));
        const server = this.upstreams.hold(upstream, { listens: () => span.listens, end });
        // It may go on for long after the walk: a stream of events does.
        response.on('close', () => {
            // The client went away: nobody waits for the upstream's answer any more.
            if (!response.writableFinished)
                span.gone.abort();
            session();
            server();
        });
        await Promise.race([walk(), ended]).finally(() => (refuse = undefined));
    }
};
OpenCalls = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [LiveAuthority,
        LiveUpstreams,
        AnswerReceipts])
], OpenCalls);
export { OpenCalls };
function refusal(admission, ending) {
    if (ending === 'closed')
        return closedMeanwhile(admission.dialled);
    return new Problem(503, 'Whether this may still be done cannot be told at the moment.', [], { 'retry-after': '2' });
}
//# sourceMappingURL=open-calls.js.map