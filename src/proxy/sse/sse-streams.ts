import { Injectable } from '@nestjs/common';
import { spenderOf } from '../../kernel/caller.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { isEventStream } from '../answer-bounds.js';
import { isUnreadable, LARGEST_ANSWER } from '../answer-look.js';
import { BodyBudget } from '../body-budget.js';
import { decodedBody } from '../content-decoding.js';
import type { GateRequest } from '../gate-request.js';
import { LegacySse } from '../legacy-sse.js';
import type { McpEvent } from '../mcp-events.js';
import type { DecidedCall } from '../relay.js';
import { RpcRefused } from '../rpc-refusal.js';
import { FIRST_BYTE, IDLE, UpstreamDispatch } from '../upstream-dispatch.js';
import type { UpstreamAnswer } from '../usable-answer.js';
import { endpointIn, messagesOf, sseEvents } from './sse-events.js';
import { SseSession } from './sse-session.js';
import { SseSessions } from './sse-sessions.js';

type Events = AsyncGenerator<McpEvent, void>;

/** Nothing of the client's: the stream is the gate's own, and outlives the request that it was opened for. */
const HEADERS = { accept: 'text/event-stream', 'accept-encoding': 'identity' };

/** Opens the streams of upstreams of HTTP with SSE, and reads them for as long as the session lasts. */
@Injectable()
export class SseStreams {
  constructor(
    private readonly upstreams: UpstreamDispatch,
    private readonly sessions: SseSessions,
    private readonly legacy: LegacySse,
    private readonly budget: BodyBudget,
    private readonly log: Log,
  ) {}

  /**
   * @param gone ends it as long as it is being opened
   * @returns null when it was aborted
   * @throws Problem or RpcRefused when the upstream opens no stream, or does not say in time where messages go
   */
  async open(call: DecidedCall, request: GateRequest, gone: AbortController): Promise<SseSession | null> {
    const stream = new AbortController();
    const leave = (): void => stream.abort();
    gone.signal.addEventListener('abort', leave, { once: true });
    const late = new Problem(504, 'The server did not say in time where messages go.');
    const timer = setTimeout(() => stream.abort(late), 2 * (call.admission.upstream.timeouts.first_byte ?? FIRST_BYTE));
    try {
      return await this.opened(call, request, stream);
    } catch (error) {
      const timedOut = stream.signal.reason === late;
      stream.abort();
      if (gone.signal.aborted) return null;
      throw timedOut ? late : this.told(call, error);
    } finally {
      clearTimeout(timer);
      gone.signal.removeEventListener('abort', leave);
    }
  }

  private async opened(call: DecidedCall, request: GateRequest, stream: AbortController): Promise<SseSession | null> {
    const { admission } = call;
    const { url, timeouts } = admission.upstream;
    const asked = { ...call, method: 'GET', body: undefined, reads: true, headers: HEADERS, target: url };
    const answer = await this.upstreams.send({ ...asked, bridged: true }, request, stream);
    if (answer === null) return null;
    const events = this.eventsOf(call, answer);
    const endpoint = await endpointIn(events);
    if (endpoint === null) throw new Problem(502, 'The server ended its stream at once.');
    const messages = this.legacy.messagesAt(admission, endpoint);
    const session: SseSession = new SseSession({
      ...{ url, messages, idle: timeouts.idle ?? IDLE },
      close: () => {
        this.sessions.remove(session.id);
        stream.abort();
      },
    });
    this.sessions.add(session, admission);
    void this.read(session, events, admission.upstream.name);
    return session;
  }

  private eventsOf({ admission }: DecidedCall, { statusCode, headers, body }: UpstreamAnswer): Events {
    const decoded =
      statusCode === 200 && isEventStream(headers) ? decodedBody(body, headers['content-encoding']) : null;
    if (decoded === null) throw new Problem(502, `The server opened no stream (status ${statusCode}).`);
    const limit = Math.min(LARGEST_ANSWER, admission.upstream.limits.event_bytes ?? LARGEST_ANSWER);
    return sseEvents(decoded, this.budget.gathering(spenderOf(admission.caller), limit));
  }

  private async read(session: SseSession, events: Events, server: string): Promise<void> {
    let dropped = 0;
    try {
      for await (const event of events) {
        for (const message of messagesOf(event)) dropped += Number(!(await session.take(message)));
      }
    } catch (err) {
      if (!session.isOver)
        this.log.warn(isUnreadable(err) ? 'gate.sse_unreadable' : 'gate.upstream_broke_off', { server, err });
    } finally {
      if (dropped > 0) this.log.info('gate.sse_messages_dropped', { server, dropped });
      session.end();
    }
  }

  private told({ admission }: DecidedCall, error: unknown): unknown {
    if (error instanceof Problem || error instanceof RpcRefused) return error;
    this.log.warn('gate.upstream_broke_off', { server: admission.upstream.name, err: error });
    return new Problem(502, 'The server broke off its stream.');
  }
}
