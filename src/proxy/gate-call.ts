import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isLater } from '../kernel/at-hand.js';
import { spenderOf } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import { BodyBudget } from './body-budget.js';
import type { Admission, GateRequest } from './gate-request.js';
import { askedByMethod, askedByPost } from './mcp-call.js';
import { McpDecision } from './mcp-decision.js';
import { answeredId } from './mcp-version.js';
import { type DecidedCall, Relay } from './relay.js';
import { onlyReads } from './repeatable-call.rules.js';
import { readRpcBody, sentBody } from './rpc-body.js';
import { refuseMessage, RpcRefused } from './rpc-refusal.js';
import { StillAdmitted } from './still-admitted.js';

const LARGEST_REQUEST = 4 * 1024 * 1024;

type Decided = Pick<DecidedCall, 'receipt' | 'body' | 'id' | 'reads' | 'asked' | 'listing' | 'session' | 'target'>;

/** The walk of an admitted call: parse once, decide on that value, record, send that value on. */
@Injectable()
export class GateCall {
  constructor(
    private readonly budget: BodyBudget,
    private readonly admitted: StillAdmitted,
    private readonly decision: McpDecision,
    private readonly relay: Relay,
    private readonly clock: Clock,
  ) {}

  async answer(admission: Admission, request: GateRequest, response: Response): Promise<void> {
    try {
      const { txn } = admission.caller.lineage;
      const decided = await this.decided(admission, request);
      await this.relay.forward({ admission, txn, method: request.method, ...decided }, request, response);
    } catch (error) {
      if (!(error instanceof RpcRefused)) throw error;
      refuseMessage(response, error);
    }
  }

  /** @returns the message that was decided on, also written anew; none when the request has no body */
  private async decided(admission: Admission, request: GateRequest): Promise<Decided> {
    if (request.method !== 'POST') {
      const asked = askedByMethod(request);
      const continued = await this.decision.makeWithout({ admission, asked }, request);
      return { ...continued, body: undefined, id: null, asked, reads: onlyReads(request.method, null) };
    }
    const limit = admission.upstream.limits.request_bytes ?? LARGEST_REQUEST;
    // Without a length it may become as large as the limit.
    const size = Math.min(Number(request.headers['content-length'] ?? limit), limit);
    return this.budget.within(spenderOf(admission.caller), size, async () => {
      const began = this.clock.now();
      const rpc = await readRpcBody(request, limit);
      const asked = askedByPost(request, rpc);
      const still = this.admitted.check(admission, rpc, began);
      if (isLater(still)) await still;
      const { rpc: made, ...known } = await this.decision.make({ admission, rpc, asked }, request);
      const sent = { body: sentBody(made), id: answeredId(rpc), asked };
      return { ...known, ...sent, reads: onlyReads('POST', rpc) };
    });
  }
}
