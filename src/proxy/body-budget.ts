import { Injectable } from '@nestjs/common';
import { JoinedBytes } from '../kernel/joined-bytes.js';
import { Problem } from '../kernel/problem.js';

/** Bytes. What is small is never refused, so that whoever fills the budget shuts out large bodies alone. */
const SMALL = 64 * 1024;
const SHARE_OF_ONE = 16 * 1024 * 1024;
const MOST = 128 * 1024 * 1024;

/** Bounds the large bodies that the process holds at a time, together and for each client or device: counts of requests do not. */
@Injectable()
export class BodyBudget {
  private total = 0;
  private readonly shares = new Map<string, number>();

  /** @throws Problem 503 when there is no room for a body of so many bytes */
  within<T>(spender: string, bytes: number, work: () => Promise<T>): Promise<T> {
    return bytes <= SMALL ? work() : this.held(spender, bytes, work);
  }

  private async held<T>(spender: string, bytes: number, work: () => Promise<T>): Promise<T> {
    const release = this.hold(spender, bytes);
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** A body whose size shows only as it comes. */
  gathering(spender: string, limit: number): Gathering {
    return new Gathering(limit, (bytes) => this.hold(spender, bytes));
  }

  private hold(spender: string, bytes: number): () => void {
    const share = this.shares.get(spender) ?? 0;
    // One alone is always admitted: an upstream's limit may be larger than a share.
    if ((share > 0 && share + bytes > SHARE_OF_ONE) || (this.total > 0 && this.total + bytes > MOST)) {
      throw new Problem(503, 'Too many large requests at once.', [], { 'retry-after': '1' });
    }
    this.add(spender, bytes);
    return () => this.add(spender, -bytes);
  }

  private add(spender: string, bytes: number): void {
    const share = (this.shares.get(spender) ?? 0) + bytes;
    this.total += bytes;
    if (share > 0) this.shares.set(spender, share);
    else this.shares.delete(spender);
  }
}

/** Pieces of what must be seen whole, gathered within a limit and within the budget. */
export class Gathering {
  private readonly bytes = new JoinedBytes();
  private held = SMALL;
  private releases: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly hold: (bytes: number) => () => void,
  ) {}

  /** Whether it has part of the budget. */
  get holds(): boolean {
    return this.releases.length > 0;
  }

  /**
   * @returns false when it has become larger than the limit; the piece is kept all the same
   * @throws Problem 503
   */
  add(piece: Buffer): boolean {
    this.bytes.add(piece);
    while (this.bytes.size > this.held && this.held < this.limit) {
      this.releases.push(this.hold(this.held));
      this.held *= 2;
    }
    return this.bytes.size <= this.limit;
  }

  /** All of it; what comes next is gathered anew. Its part of the budget is held on to until {@link release}. */
  take(): Buffer {
    return this.bytes.take();
  }

  release(): void {
    for (const release of this.releases) release();
    this.bytes.take();
    this.held = SMALL;
    this.releases = [];
  }
}
