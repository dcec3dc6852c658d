import { Injectable } from '@nestjs/common';
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
  async within<T>(spender: string, bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes <= SMALL) return work();
    const share = this.shares.get(spender) ?? 0;
    // One alone is always admitted: an upstream's limit may be larger than a share.
    if ((share > 0 && share + bytes > SHARE_OF_ONE) || (this.total > 0 && this.total + bytes > MOST)) {
      throw new Problem(503, 'Too many large requests at once.', [], { 'retry-after': '1' });
    }
    this.add(spender, bytes);
    try {
      return await work();
    } finally {
      this.add(spender, -bytes);
    }
  }

  private add(spender: string, bytes: number): void {
    const share = (this.shares.get(spender) ?? 0) + bytes;
    this.total += bytes;
    if (share > 0) this.shares.set(spender, share);
    else this.shares.delete(spender);
  }
}
