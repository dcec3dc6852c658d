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
import { createHash } from 'node:crypto';
import { Evidence } from '../audit/evidence.contract.js';
import { Log } from '../kernel/log.js';
import { who } from './evidence-of-call.js';
/** Writes down what came of admitted calls, after their answers, for which nobody waits. */
let AnswerReceipts = class AnswerReceipts {
    evidence;
    log;
    constructor(evidence, log) {
        this.evidence = evidence;
        this.log = log;
    }
    /** Looks at what is written to the caller from now on, once the call was admitted; a stream as it passes. */
    follow(admission, span, response) {
        const began = performance.now();
        const seen = seenBy(response, span);
        response.on('close', () => {
            if (span.decided === undefined)
                return;
            const milliseconds = Math.round(performance.now() - began);
            this.write(answered(admission, span.decided, response, { ...seen(), milliseconds }));
        });
    }
    /** In the next group commit. One that cannot be written leaves a receipt of a call without its end, which says as much. */
    write(event) {
        this.evidence.record(event).catch((err) => {
            this.log.error('gate.answer_not_recorded', { server: event.upstream, calls: event.detail?.['calls'], err });
        });
    }
};
AnswerReceipts = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        Log])
], AnswerReceipts);
export { AnswerReceipts };
function answered(admission, { receipts, tool }, response, { bytes, digest, milliseconds }) {
    const outcome = response.writableFinished ? 'complete' : response.headersSent ? 'cut' : 'none';
    const result = { status: response.statusCode, result_bytes: bytes, result_sha256: digest };
    return {
        kind: 'gate.answered',
        decision: 'done',
        ...who(admission),
        ...(tool === undefined ? {} : { tool }),
        detail: { calls: receipts, outcome, ...(outcome === 'none' ? {} : result), duration_ms: milliseconds },
    };
}
/** Node has no event for what is written: the two ways to write are looked into. */
function seenBy(response, span) {
    const hash = createHash('sha256');
    let bytes = 0;
    const look = (chunk, encoding) => {
        if (span.decided === undefined || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)))
            return;
        const raw = typeof chunk === 'string' ? Buffer.from(chunk, isEncoding(encoding) ? encoding : 'utf8') : chunk;
        bytes += raw.length;
        hash.update(raw);
    };
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    let ended = false;
    response.write = ((chunk, ...more) => {
        // Node's `end` writes what it is given by `write`, in some versions by this one: once is enough.
        if (!ended)
            look(chunk, more[0]);
        return write(chunk, ...more);
    });
    response.end = ((...parameters) => {
        if (!ended)
            look(parameters[0], parameters[1]);
        ended = true;
        return end(...parameters);
    });
    return () => {
        // Whoever has not heard yet that the connection is gone still writes: that reaches nobody.
        ended = true;
        return { bytes, digest: hash.digest('hex') };
    };
}
function isEncoding(value) {
    return typeof value === 'string' && Buffer.isEncoding(value);
}
//# sourceMappingURL=answer-receipts.js.map