import { Injectable } from '@nestjs/common';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { spenderOf } from '../kernel/caller.js';
import { Log } from '../kernel/log.js';
import { RpcShapeError } from '../kernel/rpc-message.js';
import { isUnreadable, LARGEST_ANSWER, type Look, UNREADABLE } from './answer-look.js';
import { BodyBudget } from './body-budget.js';
import { mayHoldList } from './list-search.js';
import { ListTrimming } from './list-trimming.js';
import { isEndpoint } from './legacy-sse.js';
import { isReadVariously, type McpEvent, readEvent, writeEvent } from './mcp-events.js';
import type { DecidedCall } from './relay.js';
import { writtenBody } from './rpc-body.js';
import { RemadeBody } from './remade-body.js';
import { refusalText } from './rpc-refusal.js';
import type { Upstream } from './upstreams/upstream.entity.js';
import { WholeEvents } from './whole-events.js';

/** Trims the lists in a stream of events, one event at a time. */
@Injectable()
export class EventFilter {
  constructor(
    private readonly lists: ListTrimming,
    private readonly budget: BodyBudget,
    private readonly log: Log,
  ) {}

  /**
   * Ends after an event that cannot be read: with an error for each list that was asked for, else by failing.
   * @param reader where the events go
   */
  filtered(call: DecidedCall, look: Look, body: Readable, reader: Writable): Readable {
    const { admission, asked } = call;
    const gathering = this.budget.gathering(spenderOf(admission.caller), LARGEST_ANSWER);
    const events = new WholeEvents(gathering, look);
    // A stream may be open for hours: what was asked with is not kept for it.
    const opened = { ...call, body: undefined };
    const given = (bytes: Buffer): Promise<Buffer> => this.given(opened, bytes, look);
    this.lists.follow(admission);
    return new RemadeBody(body, {
      of: async function* (piece) {
        for (const { bytes, isWhole } of piece === null ? events.rest() : events.in(piece)) {
          const passing = isWhole ? await given(bytes) : bytes;
          if (passing.length > 0) yield passing;
          if (gathering.holds) await taken(reader);
          gathering.release();
        }
      },
      instead: (error) => {
        if (!isUnreadable(error)) throw error;
        this.log.warn('gate.list_unreadable', { server: admission.upstream.name, reason: error.message });
        if (asked.lists.length === 0) throw error;
        return asked.lists.map((id) => Buffer.from(`event: message\ndata: ${refusalText(id, UNREADABLE)}\n\n`));
      },
      over: () => gathering.release(),
    });
  }

  private async given(call: DecidedCall, bytes: Buffer, look: Look): Promise<Buffer> {
    if (look === 'session' && !mayHoldList(bytes)) return bytes;
    const { admission } = call;
    const untouched = look === 'session' && !isReadVariously(bytes);
    const event = readEvent(bytes);
    if (event === null) throw new RpcShapeError('event is not UTF-8');
    // What is no message to a client need not be understood, nor passed on; but where messages go was written by us.
    if (!event.isMessage) return untouched || isAddress(event, admission.upstream) ? bytes : Buffer.alloc(0);
    if (event.data.length === 0) return untouched ? bytes : writeEvent(event, '');
    const trimmed = await this.lists.trimmed(call, event.data, !untouched);
    if (trimmed === null) return bytes;
    return trimmed.messages.length === 0 ? Buffer.alloc(0) : writeEvent(event, writtenBody(trimmed));
  }
}

/** The first event of HTTP with SSE, in which stands an address of the gate (`legacy-sse.ts`). */
function isAddress(event: McpEvent, { transport }: Upstream): boolean {
  return transport === 'sse' && isEndpoint(event);
}

/** When what was written has gone out, so that a client that does not read is not given more than its share to hold. */
async function taken(reader: Writable): Promise<void> {
  // What was given is written in the next turn.
  await nextTurn();
  if (!reader.writableNeedDrain || reader.destroyed) return;
  const over = new AbortController();
  const waits = ['drain', 'close'].map((event) => once(reader, event, { signal: over.signal }).catch(() => undefined));
  await Promise.race(waits);
  over.abort();
}
