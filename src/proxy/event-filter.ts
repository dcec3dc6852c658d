import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { spenderOf } from '../kernel/caller.js';
import { Log } from '../kernel/log.js';
import { RpcShapeError } from '../kernel/rpc-message.js';
import { isUnreadable, LARGEST_ANSWER, type Look, UNREADABLE } from './answer-look.js';
import { BodyBudget, type Gathering } from './body-budget.js';
import { ListTrimming, mayHoldList } from './list-trimming.js';
import { isEndpoint } from './legacy-sse.js';
import { EventBorders, type McpEvent, readEvent, writeEvent } from './mcp-events.js';
import type { DecidedCall } from './relay.js';
import { writtenBody } from './rpc-body.js';
import { refusalText } from './rpc-refusal.js';
import type { Upstream } from './upstreams/upstream.entity.js';

/** Trims the lists in a stream of events, one event at a time. */
@Injectable()
export class EventFilter {
  constructor(
    private readonly lists: ListTrimming,
    private readonly budget: BodyBudget,
    private readonly log: Log,
  ) {}

  /** Ends after an event that cannot be read: with an error for each list that was asked for, else by failing. */
  async *filtered(call: DecidedCall, look: Look, body: Readable): AsyncGenerator<Buffer> {
    const { admission, asked } = call;
    const gathering = this.budget.gathering(spenderOf(admission.caller), LARGEST_ANSWER);
    this.lists.follow(admission);
    try {
      for await (const event of eventsOf(body, gathering, look)) {
        const given = await this.given(call, event, look);
        if (given.length > 0) yield given;
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.log.warn('gate.list_unreadable', { server: admission.upstream.name, reason: error.message });
      if (asked.lists.length === 0) throw error;
      for (const id of asked.lists) yield Buffer.from(`event: message\ndata: ${refusalText(id, UNREADABLE)}\n\n`);
    } finally {
      gathering.release();
    }
  }

  private async given(call: DecidedCall, bytes: Buffer, look: Look): Promise<Buffer> {
    const { admission } = call;
    const untouched = look === 'session';
    if (untouched && !mayHoldList(bytes)) return bytes;
    const event = readEvent(bytes);
    if (event === null) throw new RpcShapeError('event is not UTF-8');
    // What is no message to a client need not be understood, nor passed on; but where messages go was written by us.
    if (!event.isMessage) return untouched || isAddress(event, admission.upstream) ? bytes : Buffer.alloc(0);
    if (event.data.length === 0) return untouched ? bytes : writeEvent(event, '');
    const trimmed = await this.lists.trimmed(call, event.data, look === 'lists');
    if (trimmed === null) return bytes;
    return trimmed.messages.length === 0 ? Buffer.alloc(0) : writeEvent(event, writtenBody(trimmed));
  }
}

/** The first event of HTTP with SSE, in which stands an address of the gate (`legacy-sse.ts`). */
function isAddress(event: McpEvent, { transport }: Upstream): boolean {
  return transport === 'sse' && isEndpoint(event);
}

/**
 * @returns each event whole. One that has grown too large comes in parts when no list can be in it; one that the end of
 * the stream cuts off is none (HTML Living Standard, 9.2.6), and comes only where all else passes as it is
 * @throws RpcShapeError for one that is too large
 */
async function* eventsOf(body: Readable, gathering: Gathering, look: Look): AsyncGenerator<Buffer> {
  const borders = new EventBorders();
  for await (const piece of body as AsyncIterable<Buffer>) {
    let from = 0;
    for (const end of borders.in(piece)) {
      const fits = gathering.add(piece.subarray(from, end));
      from = end;
      yield whole(gathering, fits, look);
    }
    if (from < piece.length && !gathering.add(piece.subarray(from))) yield whole(gathering, false, look);
  }
  if (look === 'session') yield gathering.take();
}

function whole(gathering: Gathering, fits: boolean, look: Look): Buffer {
  const bytes = gathering.take();
  if (!fits && (look === 'lists' || mayHoldList(bytes))) throw new RpcShapeError('event is too large');
  return bytes;
}
