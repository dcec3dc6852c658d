import { Injectable } from '@nestjs/common';
import { finished, Readable, type Writable } from 'node:stream';
import { spenderOf } from '../kernel/caller.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { type RpcBody, RpcShapeError } from '../kernel/rpc-message.js';
import { isEventStream } from './answer-bounds.js';
import { clientLeft, isUnreadable, LARGEST_ANSWER, type Look, UNREADABLE } from './answer-look.js';
import { BodyBudget, type Gathering } from './body-budget.js';
import { decodedBody } from './content-decoding.js';
import { EventFilter } from './event-filter.js';
import { ListSearch } from './list-search.js';
import { ListTrimming } from './list-trimming.js';
import type { DecidedCall } from './relay.js';
import { writtenBody } from './rpc-body.js';
import { refusalText } from './rpc-refusal.js';
import type { UpstreamAnswer } from './usable-answer.js';

/** Lists on their way back are trimmed to what the caller may use. What cannot be read is not passed on (attack 49). */
@Injectable()
export class AnswerFilter {
  constructor(
    private readonly lists: ListTrimming,
    private readonly events: EventFilter,
    private readonly budget: BodyBudget,
    private readonly log: Log,
  ) {}

  /**
   * @param look null when no list can be in the answer, which is then returned as it is
   * @param reader where the answer goes
   */
  async filtered(
    call: DecidedCall,
    look: Look | null,
    answer: UpstreamAnswer,
    reader: Writable,
  ): Promise<UpstreamAnswer> {
    // A client that is told that its call does not fit may ask for the list once more, and must get another one.
    const { upstream } = call.admission;
    const mayBeOfList = upstream.kind === 'mcp' && !call.asked.hasSessions;
    if (answer.statusCode === 400 && mayBeOfList) await this.lists.doubt(call.admission);
    if (look === null || (look === 'kept' && !isPlain(answer))) return answer;
    const body = decodedBody(answer.body, answer.headers['content-encoding']);
    if (body === null) return this.unreadable(call, answer, 'unknown encoding');
    const failed = answer.statusCode !== 200 && call.listing !== undefined;
    const whole = failed ? { ...call, listing: undefined } : call;
    // Nor is it as long as it said: whoever trusts that gathers what may have no end.
    const untrue = body === answer.body ? {} : { 'content-length': undefined };
    const decoded = { ...answer, headers: { ...answer.headers, 'content-encoding': undefined, ...untrue }, body };
    if (!isEventStream(answer.headers)) return this.document(whole, decoded, look, reader);
    const headers = { ...decoded.headers, 'content-type': 'text/event-stream' };
    return { ...decoded, headers, body: this.events.filtered(whole, look, body, reader) };
  }

  /** Anything but a stream of events, whatever it says it is: clients have been seen to read JSON under any name. */
  private async document(
    call: DecidedCall,
    answer: UpstreamAnswer,
    look: Look,
    reader: Writable,
  ): Promise<UpstreamAnswer> {
    const gathering = this.budget.gathering(spenderOf(call.admission.caller), LARGEST_ANSWER);
    // Not before it is read: a client that does not would have us hold as many as it can ask for.
    finished(reader, () => gathering.release());
    try {
      const rest = await gathered(answer.body, gathering);
      const bytes = gathering.take();
      const search = searchFor(look);
      const harmless = search === null ? isUnkept(look, rest) : !search.finds(bytes);
      if (rest !== null && !harmless) return this.unreadable(call, answer, 'too large');
      if (bytes.length === 0 || harmless) return { ...answer, body: Readable.from(joined(bytes, rest, search)) };
      if (look === 'kept') return { ...answer, body: Readable.from([this.lists.keep(call, bytes)]) };
      const trimmed = await this.lists.trimmed(call, bytes, look === 'lists');
      return trimmed === null ? { ...answer, body: Readable.from([bytes]) } : rewritten(answer, trimmed);
    } catch (error) {
      if (isUnreadable(error)) return this.unreadable(call, answer, error.message);
      if (answer.body.errored === null || clientLeft(error)) throw error;
      this.log.warn('gate.upstream_broke_off', { server: call.admission.upstream.name, err: error });
      throw new Problem(502, 'The server broke off its answer.');
    }
  }

  /** An error keeps its status, by which clients know what to do next; its text may hold anything. */
  private unreadable({ admission, id }: DecidedCall, answer: UpstreamAnswer, reason: string): UpstreamAnswer {
    answer.body.on('error', () => undefined).destroy();
    // An answer that is still to come needs no text (MCP 2025-11-25, Sending Messages), and some servers write one.
    const headers = { ...json(answer.headers), 'content-encoding': undefined };
    if (answer.statusCode === 202) return { ...answer, headers, body: Readable.from([]) };
    this.log.warn('gate.list_unreadable', { server: admission.upstream.name, reason });
    const failed = answer.statusCode >= 400;
    const message = failed ? `The server answered with status ${answer.statusCode}.` : UNREADABLE.message;
    const body = Readable.from([Buffer.from(refusalText(id, { ...UNREADABLE, message }))]);
    return { statusCode: failed ? answer.statusCode : 502, headers, body };
  }
}

function searchFor(look: Look): ListSearch | null {
  return look === 'session' ? new ListSearch() : null;
}

function rewritten(answer: UpstreamAnswer, body: RpcBody): UpstreamAnswer {
  return { ...answer, headers: json(answer.headers), body: Readable.from([Buffer.from(writtenBody(body))]) };
}

/** What is too large to be kept passes all the same. */
function isUnkept(look: Look, rest: AsyncIterator<Buffer> | null): boolean {
  return look === 'kept' && rest !== null;
}

/** A document that was understood without decoding it, and says that all went well. */
function isPlain({ statusCode, headers }: UpstreamAnswer): boolean {
  return statusCode === 200 && headers['content-encoding'] === undefined && !isEventStream(headers);
}

function json(headers: UpstreamAnswer['headers']): UpstreamAnswer['headers'] {
  return { ...headers, 'content-type': 'application/json' };
}

/** @returns what is left to come when it is too large, else null */
async function gathered(body: Readable, gathering: Gathering): Promise<AsyncIterator<Buffer> | null> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  for (;;) {
    const piece = await pieces.next();
    if (piece.done === true) return null;
    if (!gathering.add(piece.value)) return pieces;
  }
}

/** @param search which found no list in what has begun; where it finds one later, the answer is cut off */
async function* joined(
  begun: Buffer,
  rest: AsyncIterator<Buffer> | null,
  search: ListSearch | null,
): AsyncGenerator<Buffer> {
  if (begun.length > 0) yield begun;
  if (rest === null) return;
  for await (const piece of { [Symbol.asyncIterator]: () => rest }) {
    if (search?.finds(piece) === true) throw new RpcShapeError('a list in an answer that is too large');
    yield piece;
  }
}
