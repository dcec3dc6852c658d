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
 * Each event of a stream whole, however the stream is cut into pieces. One that has grown too large comes in parts when no
 * list can be in it; one that the end of the stream cuts off is none (HTML Living Standard, 9.2.6), and comes only where all
 * else passes as it is.
 */
export class WholeEvents {
  private readonly borders = new EventBorders();
  private begun: ListSearch | null = null;

  /** @param gathering what keeps an event until it is whole; whoever takes the event releases it */
  constructor(
    private readonly gathering: Gathering,
    private readonly look: Look,
  ) {}

  /** @throws RpcShapeError for one that is too large */
  *in(piece: Buffer): Generator<StreamPart> {
    let from = 0;
    for (const end of this.borders.in(piece)) {
      const fits = this.gathering.add(piece.subarray(from, end));
      from = end;
      yield this.taken(fits, true);
    }
    if (from < piece.length && !this.gathering.add(piece.subarray(from))) yield this.taken(false, false);
  }

  /** What is left when the stream has ended. @throws RpcShapeError when it is too large */
  *rest(): Generator<StreamPart> {
    if (this.look === 'session') yield this.taken(true, true);
  }

  private taken(fits: boolean, ends: boolean): StreamPart {
    const bytes = this.gathering.take();
    const isWhole = fits && this.begun === null;
    this.begun ??= isWhole ? null : new ListSearch();
    if (this.begun !== null && (this.look === 'lists' || this.begun.finds(bytes))) {
      throw new RpcShapeError('event is too large');
    }
    if (ends) this.begun = null;
    return { bytes, isWhole };
  }
}
