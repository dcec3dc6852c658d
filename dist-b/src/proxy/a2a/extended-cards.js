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
import { Problem } from '../../kernel/problem.js';
import { readRpcMessages, RpcShapeError } from '../../kernel/rpc-message.js';
import { isJsonObject, stringifyStrictJson } from '../../kernel/strict-json.js';
import { spanOf } from '../gate-request.js';
import { returnedHeaders } from '../relay-headers.rules.js';
import { UpstreamDispatch } from '../upstream-dispatch.js';
import { readBoundedJson } from './bounded-answer.js';
import { FramedCards } from './framed-cards.js';
/**
 * Asks an agent for the card that it has for this caller. It goes through no cache and to nobody else; where it says that
 * the agent is, it says the gate.
 */
let ExtendedCards = class ExtendedCards {
    upstreams;
    frames;
    constructor(upstreams, frames) {
        this.upstreams = upstreams;
        this.frames = frames;
    }
    /**
     * @param within the member of the answer that holds the card; null when it is the answer itself
     * @throws Problem 502 for an answer that cannot be read
     */
    async answer(call, request, response, within) {
        const span = spanOf(request);
        // The client may have gone while we decided, or its session ended.
        if (span.gone.signal.aborted)
            return;
        const answer = await this.upstreams.send(call, request, span.gone);
        if (answer === null)
            return;
        const { statusCode } = answer;
        const text = await this.text(call, request, answer, within);
        if (span.gone.signal.aborted)
            return;
        span.answered = true;
        response.status(statusCode);
        for (const [name, value] of Object.entries(returnedHeaders(answer.headers)))
            response.setHeader(name, value);
        if (text === undefined)
            return void response.end();
        if (!isJsonType(answer))
            response.setHeader('content-type', 'application/json');
        response.end(text);
    }
    async text(call, request, answer, within) {
        const body = await readBoundedJson(answer);
        if (body === undefined)
            return undefined;
        const failed = answer.statusCode >= 400;
        const told = within === null ? { card: body, rest: {} } : readTold(body, failed);
        // An error: it says what is wrong, and holds no card.
        if (told === null || (failed && within === null))
            return stringifyStrictJson(body);
        // Whatever else a client took for a card would tell it to send its token elsewhere.
        if (!isJsonObject(told.card))
            throw new Problem(502, 'The agent’s answer is no card.');
        const framed = this.frames.frame(call.admission, request, told.card, within === null);
        const card = (await this.frames.signed(framed));
        return stringifyStrictJson(within === null ? card : { ...told.rest, [within]: card });
    }
};
ExtendedCards = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        FramedCards])
], ExtendedCards);
export { ExtendedCards };
/**
 * @returns the card, and what stands beside it; null for an error
 * @throws Problem 502 for a success in which some reader could find another card
 */
function readTold(body, failed) {
    try {
        const { batch, messages } = readRpcMessages(body);
        const [message] = messages;
        if (batch || message?.kind !== 'response')
            throw new RpcShapeError('no answer to one call');
        const { jsonrpc = '2.0', id = null, result } = message.raw;
        return result === undefined ? null : { card: result, rest: { jsonrpc, id } };
    }
    catch (error) {
        if (!(error instanceof RpcShapeError))
            throw error;
        if (failed && !(isJsonObject(body) && isJsonObject(body['result'])))
            return null;
        throw new Problem(502, `The agent’s answer cannot be read: ${error.message}.`);
    }
}
function isJsonType({ headers }) {
    return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(String(headers['content-type'] ?? ''));
}
//# sourceMappingURL=extended-cards.js.map