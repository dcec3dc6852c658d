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
import { ASKS_FOR_NO_LIST } from '../mcp-call.js';
import { Problem } from '../../kernel/problem.js';
import { Relay } from '../relay.js';
import { forwardedHeaders } from '../relay-headers.rules.js';
import { onlyReads } from '../repeatable-call.rules.js';
import { RpcRefused } from '../rpc-refusal.js';
import { A2aDecision } from './a2a-decision.js';
import { refuseRest } from './a2a-refusal.js';
import { AgentCards } from './agent-cards.js';
import { ExtendedCards } from './extended-cards.js';
import { readRestMessage } from './rest-message.js';
import { readRestQuery } from './rest-query.rules.js';
import { readRestRoute } from './rest-route.rules.js';
/** The walk of a call over A2A's HTTP+JSON binding: only its paths lead to the agent, each as the operation that it is. */
let A2aRestCall = class A2aRestCall {
    decision;
    cards;
    extended;
    relay;
    constructor(decision, cards, extended, relay) {
        this.decision = decision;
        this.cards = cards;
        this.extended = extended;
        this.relay = relay;
    }
    async answer(admission, request, response) {
        try {
            await this.forward(admission, request, response);
        }
        catch (error) {
            const told = error instanceof RpcRefused || error instanceof Problem;
            if (!told || response.headersSent)
                throw error;
            refuseRest(response, error);
        }
    }
    async forward(admission, request, response) {
        const { route, query } = routeOf(request);
        const { txn } = admission.caller.lineage;
        const read = (limit) => readRestMessage(request, route, query, limit);
        const { body, message, receipt } = await this.decision.make(admission, request, read);
        // Only now: who may not call the agent does not make us ask it anything.
        const upstream = { ...admission.upstream, url: await this.url(admission, request, route, query) };
        const headers = headersOf(request, query);
        const call = {
            admission: { ...admission, upstream },
            txn,
            receipt,
            method: request.method,
            body,
            headers,
            // There is none on this binding: its errors are HTTP's.
            id: null,
            reads: onlyReads(request.method, { batch: false, messages: [message] }),
            asked: ASKS_FOR_NO_LIST,
        };
        if (route.operation === 'GetExtendedAgentCard')
            await this.extended.answer(call, request, response, null);
        else
            await this.relay.forward(call, request, response);
    }
    async url(admission, request, { path, legacy }, { text }) {
        const base = await this.cards.restBase(admission, request, legacy);
        if (base === null)
            throw new Problem(404, 'This agent does not speak HTTP+JSON.');
        return base.origin + base.pathname.replace(/\/+$/, '') + path + text;
    }
};
A2aRestCall = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [A2aDecision,
        AgentCards,
        ExtendedCards,
        Relay])
], A2aRestCall);
export { A2aRestCall };
/** @throws Problem 404 for what is no operation, 400 for a query that it does not have */
function routeOf(request) {
    // As it was sent: what Express decoded could no longer be told apart.
    const [, path = '', raw = ''] = /^\/[^/]*\/[^/]*\/[^/]*\/[^/?]*([^?]*)\??(.*)$/.exec(request.originalUrl) ?? [];
    const route = readRestRoute(request.method, path);
    if (route === null)
        throw new Problem(404, 'No such operation of A2A’s HTTP+JSON binding.');
    const query = readRestQuery(route.operation, raw);
    if (typeof query === 'string')
        throw new Problem(400, `The query parameter ${query} is not one of this operation.`);
    const twice = Object.keys(route.bound).find((name) => Object.hasOwn(query.params, name));
    if (twice !== undefined)
        throw new Problem(400, `${twice} stands in the path already.`);
    const [header] = request.headersDistinct['a2a-version'] ?? [];
    if (header !== undefined && query.version !== null && header !== query.version) {
        throw new Problem(400, 'A2A-Version differs between the header and the query.');
    }
    return { route, query };
}
function headersOf(request, { version }) {
    const headers = forwardedHeaders(request.rawHeaders);
    return version === null ? headers : { ...headers, 'a2a-version': version };
}
//# sourceMappingURL=a2a-rest-call.js.map