import { Readable } from 'node:stream';

/** How a body is made into another one. */
export interface Remaking {
  /** @param piece null when the body has ended */
  readonly of: (piece: Buffer | null) => AsyncIterable<Buffer> | Iterable<Buffer>;
  /** @returns what comes in the place of all the rest when a piece, or the body, failed. @throws what the reader is told */
  readonly instead: (error: unknown) => readonly Buffer[];
  /** Is called once, when nothing is made any more. */
  readonly over: () => void;
}

/**
 * What becomes of a body, piece by piece, as fast as it is read. A generator over all of it would do the same, but is held
 * while nothing comes, with an iterator, promises and listeners: several KiB of each stream, which may be open for hours.
 */
export class RemadeBody extends Readable {
  private busy = false;
  /** Whether the body has, and how. */
  private ended = false;
  private failure: Error | null = null;

  constructor(
    private readonly source: Readable,
    private readonly remaking: Remaking,
  ) {
    super();
    // Whoever has let go of it hears of nothing; an error nobody hears would end the process.
    this.on('error', ignored);
    source
      .on('data', (piece: Buffer) => void this.make(piece))
      .on('end', () => this.end(null))
      .on('error', (error: Error) => this.end(error))
      .on('close', () => this.end(brokenOff()));
    if (source.destroyed) this.end(source.errored ?? brokenOff());
  }

  override _read(): void {
    if (!this.busy && !this.ended) this.source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.ended = true;
    this.source.destroy();
    if (!this.busy) this.remaking.over();
    done(error);
  }

  /** Only the first of what can be heard of an end counts; what came before is still made. */
  private end(failure: Error | null): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = failure;
    if (!this.busy) void this.make(null);
  }

  /** One piece at a time. */
  private async make(piece: Buffer | null): Promise<void> {
    let goesOn = piece !== null;
    this.busy = true;
    this.source.pause();
    try {
      if (piece === null && this.failure !== null) throw this.failure;
      for await (const bytes of this.remaking.of(piece)) this.push(bytes);
      if (piece === null) this.push(null);
    } catch (error) {
      goesOn = false;
      this.giveUp(error);
    }
    this.busy = false;
    if (this.destroyed) this.remaking.over();
    else if (!goesOn) return;
    else if (this.ended) await this.make(null);
    else if (this.readableLength < this.readableHighWaterMark) this.source.resume();
  }

  private giveUp(error: unknown): void {
    this.ended = true;
    try {
      for (const bytes of this.remaking.instead(error)) this.push(bytes);
      this.push(null);
    } catch (reason) {
      this.destroy(reason as Error);
    }
  }
}

const ignored = (): void => undefined;

function brokenOff(): Error {
  return new Error('the answer ended too early');
}
