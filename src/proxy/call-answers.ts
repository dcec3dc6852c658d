import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { ListCache } from './discovery/list-cache.js';
import type { GateRequest } from './gate-request.js';
import type { McpSession } from './mcp-sessions.js';
import type { DecidedCall } from './relay.js';
import { SseBridge } from './sse/sse-bridge.js';
import { UpstreamDispatch } from './upstream-dispatch.js';
import type { UpstreamAnswer } from './usable-answer.js';

/** A decided call, the session that it goes on with, and whether the gate itself holds that session. */
interface PlacedCall {
  readonly call: DecidedCall;
  readonly session: McpSession | null;
  readonly bridged: boolean;
}

/** Gets the answer to a decided call: from what the server said before, by a stream of its own, or from the server. */
@Injectable()
export class CallAnswers {
  constructor(
    private readonly upstreams: UpstreamDispatch,
    private readonly lists: ListCache,
    private readonly bridge: SseBridge,
  ) {}

  /** @param gone for the caller's leaving @returns null when nobody waits for it any more */
  async to(
    { call, session, bridged }: PlacedCall,
    request: GateRequest,
    gone: AbortController,
  ): Promise<UpstreamAnswer | null> {
    if (bridged) return this.bridge.answer(call, session, request, gone);
    const resumed = resumedBy(call, request, session);
    return this.kept(call) ?? this.upstreams.send({ ...call, resumed }, request, gone);
  }

  /** What the server said before, for as long as it said: to be looked at like any other answer. */
  private kept({ id, listing }: DecidedCall): UpstreamAnswer | null {
    if (id === null || listing === undefined || listing.kept === null) return null;
    const body = Readable.from([this.lists.answer(listing.kept, id)]);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  }
}

/** A client resumes a stream by the id of the last event that it saw of it (MCP 2025-11-25, Resumability). */
function resumedBy(
  { asked, admission }: DecidedCall,
  { headers }: GateRequest,
  session: McpSession | null,
): Readonly<Record<string, string>> {
  // Without a session, ids of events are one client's: a server that is not told who calls takes all callers for one.
  const isShared = session === null && ['none', 'static'].includes(admission.upstream.credential.mode);
  const event = isShared ? undefined : headers['last-event-id'];
  return {
    ...(session === null ? {} : { 'mcp-session-id': session.id }),
    ...(typeof event === 'string' && asked.hasSessions ? { 'last-event-id': event } : {}),
  };
}
