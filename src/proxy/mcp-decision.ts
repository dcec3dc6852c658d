import { Injectable } from '@nestjs/common';
import { isLater, type Soon } from '../kernel/at-hand.js';
import type { RpcBody } from '../kernel/rpc-message.js';
import { type Informed, InformedDecision, type UndecidedCall } from './discovery/informed-decision.js';
import { GateDecision } from './gate-decision.js';
import type { Admission, GateRequest } from './gate-request.js';
import { isLegacyRequest, LegacySse } from './legacy-sse.js';
import { McpSessions, sessionUnknown, UnknownSession } from './mcp-sessions.js';
import { answeredId } from './mcp-version.js';
import type { DecidedCall } from './relay.js';
import { SseSessions } from './sse/sse-sessions.js';

/** An MCP call without a body. */
export type BareCall = Omit<UndecidedCall, 'rpc'>;

/** What a call goes on with at its upstream. */
export type Continued = Pick<DecidedCall, 'session' | 'target' | 'receipt'>;

/**
 * Decides on an MCP call: first whether what it goes on with is its caller's, lest evidence say allow of a handle that
 * opened nothing.
 */
@Injectable()
export class McpDecision {
  constructor(
    private readonly sessions: McpSessions,
    private readonly legacy: LegacySse,
    private readonly held: SseSessions,
    private readonly informed: InformedDecision,
    private readonly decision: GateDecision,
  ) {}

  /** @throws RpcRefused or Problem, 404 for an unknown session; and as {@link InformedDecision.make} */
  async make(call: UndecidedCall, request: GateRequest): Promise<Informed & Continued> {
    const continuing = this.continued(call, call.rpc, request);
    const continued = isLater(continuing) ? await continuing : continuing;
    return { ...continued, ...(await this.informed.make(call, request)) };
  }

  /** @throws Problem 404 for an unknown session; and as {@link GateDecision.make} */
  async makeWithout(call: BareCall, request: GateRequest): Promise<Continued> {
    const continued = await this.continued(call, null, request);
    return { ...continued, receipt: await this.informed.makeWithout(call.admission, request) };
  }

  private continued(call: BareCall, rpc: RpcBody | null, request: GateRequest): Soon<Continued> {
    try {
      return this.opened(call, request);
    } catch (error) {
      if (!(error instanceof UnknownSession)) throw error;
      return this.unknown(call.admission, rpc, request.method);
    }
  }

  private async unknown(admission: Admission, rpc: RpcBody | null, method: string): Promise<never> {
    await this.decision.refused(admission, rpc, { method, reason: 'there is no such session of this caller' });
    throw sessionUnknown(rpc === null ? null : answeredId(rpc));
  }

  /** @throws UnknownSession */
  private opened(call: BareCall, request: GateRequest): Continued {
    const { admission } = call;
    const session = this.sessions.continued(call, request);
    if (admission.upstream.transport !== 'sse') return { session };
    if (isLegacyRequest(request, session !== null)) return { session, target: this.legacy.target(admission, request) };
    if (session === null || this.held.find(session.id, admission) !== null) return { session };
    throw new UnknownSession('a session that this process does not hold');
  }
}
