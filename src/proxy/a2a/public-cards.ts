import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { isTagKnown } from '../../kernel/entity-tag.js';
import { Problem } from '../../kernel/problem.js';
import { GateDecision } from '../gate-decision.js';
import { type Admission, type GateRequest, spanOf } from '../gate-request.js';
import { AgentCards, type CardVersion } from './agent-cards.js';
import { FramedCards } from './framed-cards.js';

/** Answers with the card of an agent, to those who may call it. */
@Injectable()
export class PublicCards {
  constructor(
    private readonly cards: AgentCards,
    private readonly frames: FramedCards,
    private readonly decision: GateDecision,
  ) {}

  /** @throws Problem 403 when policy says so, 404 when the agent has no card, 502 when it cannot be read */
  async answer(admission: Admission, request: GateRequest, response: Response): Promise<void> {
    await this.decision.make(admission, null, request, { method: 'GetAgentCard' });
    const card = await this.cards.find(admission, request, wantedVersion(request));
    if (card === null) throw Problem.notFound('agent card');
    const framed = this.frames.frame(admission, request, card);
    const signed = await this.frames.signed(framed);
    if (spanOf(request).gone.signal.aborted) return;
    // Of the content alone: a signature is another one each time.
    const tag = `W/"${createHash('sha256').update(JSON.stringify(framed)).digest('base64url')}"`;
    response.set({ etag: tag, 'cache-control': 'private, max-age=60', vary: 'Authorization, A2A-Version' });
    if (isTagKnown(request.headers['if-none-match'], tag)) return void response.status(304).end();
    response.status(200).json(signed);
  }
}

function wantedVersion(request: GateRequest): CardVersion {
  const sent = String(request.headers['a2a-version'] ?? '');
  if (/^1(\.|$)/.test(sent)) return '1.0';
  return /^0\.\d/.test(sent) ? '0.3' : '';
}
