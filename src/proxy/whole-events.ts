import type { Readable } from 'node:stream';
import { RpcShapeError } from '../kernel/rpc-message.js';
import type { Look } from './answer-look.js';
import type { Gathering } from './body-budget.js';
import { ListSearch } from './list-search.js';
import { EventBorders } from './mcp-events.js';

/** What came of a stream. */
export interface StreamPart {
  readonly bytes: Buffer;
  /** False for a part of an event that is too large. */
  readonly isWhole: boolean;
}

/**
 * @param gathering what keeps an event until it is whole; whoever takes the event releases it
 * @returns each event whole. One that has grown too large comes in parts when no list can be in it; one that the end of
 * the stream cuts off is none (HTML Living Standard, 9.2.6), and comes only where all else passes as it is
 * @throws RpcShapeError for one that is too large
 */
export async function* wholeEvents(body: Readable, gathering: Gathering, look: Look): AsyncGenerator<StreamPart> {
  const borders = new EventBorders();
  let begun: ListSearch | null = null;
  const taken = (fits: boolean, ends: boolean): StreamPart => {
    const bytes = gathering.take();
    const isWhole = fits && begun === null;
    begun ??= isWhole ? null : new ListSearch();
    if (begun !== null && (look === 'lists' || begun.finds(bytes))) throw new RpcShapeError('event is too large');
    if (ends) begun = null;
    return { bytes, isWhole };
  };
  for await (const piece of body as AsyncIterable<Buffer>) {
    let from = 0;
    for (const end of borders.in(piece)) {
      const fits = gathering.add(piece.subarray(from, end));
      from = end;
      yield taken(fits, true);
    }
    if (from < piece.length && !gathering.add(piece.subarray(from))) yield taken(false, false);
  }
  if (look === 'session') yield taken(true, true);
}
