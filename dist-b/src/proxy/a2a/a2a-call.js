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
import { a2aOperation } from '../../kernel/a2a-operation.js';
import { Problem } from '../../kernel/problem.js';
import { ASKS_FOR_NO_LIST } from '../mcp-call.js';
import { refuseUnequalMirrors } from '../mirrored-headers.js';
import { Relay } from '../relay.js';
import { onlyReads } from '../repeatable-call.rules.js';
import { readRpcBody, sentMessage } from '../rpc-body.js';
import { RpcRefused } from '../rpc-refusal.js';
import { A2aDecision } from './a2a-decision.js';
import { refuseCall } from './a2a-refusal.js';
import { ExtendedCards } from './extended-cards.js';
/** The walk of a call over A2A's JSON-RPC binding, of 1.0 and of 0.3. */
let A2aCall = class A2aCall {
    decision;
    relay;
    cards;
    constructor(decision, relay, cards) {
        this.decision = decision;
        this.relay = relay;
        this.cards = cards;
    }
    async answer(admission, request, response) {
        if (request.method !== 'POST') {
            throw new Problem(405, `${request.method} is not a method of this agent.`, [], { allow: 'POST' });
        }
        try {
            const { txn } = admission.caller.lineage;
            const read = (limit) => readMessage(request, limit);
            const { message, receipt } = await this.decision.make(admission, request, read);
            const call = {
                admission,
                txn,
                receipt,
                method: 'POST',
                body: sentMessage(message),
                id: message.kind === 'request' ? message.id : null,
                reads: onlyReads('POST', { batch: false, messages: [message] }),
                asked: ASKS_FOR_NO_LIST,
            };
            const asksForCard = message.method !== undefined && a2aOperation(message.method) === 'GetExtendedAgentCard';
            if (asksForCard)
                await this.cards.answer(call, request, response, 'result');
            else
                await this.relay.forward(call, request, response);
        }
        catch (error) {
            if (!(error instanceof RpcRefused))
                throw error;
            refuseCall(request, response, error);
        }
    }
};
A2aCall = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [A2aDecision,
        Relay,
        ExtendedCards])
], A2aCall);
export { A2aCall };
/** A2A has no batches: their answers could not be told apart from one another. */
async function readMessage(request, limit) {
    const body = await readRpcBody(request, limit);
    refuseUnequalMirrors(request, body, false);
    const [message] = body.messages;
    if (body.batch || message === undefined) {
        throw new RpcRefused(400, null, -32600, 'Invalid request: A2A has no batches');
    }
    if (message.kind === 'response')
        throw new RpcRefused(400, null, -32600, 'Invalid request: agents ask their callers nothing');
    return { message };
}
//# sourceMappingURL=a2a-call.js.map