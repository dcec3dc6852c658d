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
import { isTagKnown } from '../../kernel/entity-tag.js';
import { Problem } from '../../kernel/problem.js';
import { GateDecision } from '../gate-decision.js';
import { spanOf } from '../gate-request.js';
import { AgentCards } from './agent-cards.js';
import { FramedCards } from './framed-cards.js';
/** Answers with the card of an agent, to those who may call it. */
let PublicCards = class PublicCards {
    cards;
    frames;
    decision;
    constructor(cards, frames, decision) {
        this.cards = cards;
        this.frames = frames;
        this.decision = decision;
    }
    /** @throws Problem 403 when policy says so, 404 when the agent has no card, 502 when it cannot be read */
    async answer(admission, request, response) {
        await this.decision.make(admission, null, request, { method: 'GetAgentCard' });
        const card = await this.cards.find(admission, request, wantedVersion(request));
        if (card === null)
            throw Problem.notFound('agent card');
        const framed = this.frames.frame(admission, request, card);
        const signed = await this.frames.signed(framed);
        if (spanOf(request).gone.signal.aborted)
            return;
        // Of the content alone: a signature is another one each time.
        const tag = `W/"${createHash('sha256').update(JSON.stringify(framed)).digest('base64url')}"`;
        response.set({ etag: tag, 'cache-control': 'private, max-age=60', vary: 'Authorization, A2A-Version' });
        if (isTagKnown(request.headers['if-none-match'], tag))
            return void response.status(304).end();
        response.status(200).json(signed);
    }
};
PublicCards = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AgentCards,
        FramedCards,
        GateDecision])
], PublicCards);
export { PublicCards };
function wantedVersion(request) {
    const sent = String(request.headers['a2a-version'] ?? '');
    if (/^1(\.|$)/.test(sent))
        return '1.0';
    return /^0\.\d/.test(sent) ? '0.3' : '';
}
//# sourceMappingURL=public-cards.js.map