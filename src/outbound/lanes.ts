import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import { FetchRefused } from './fetch-refused.js';

/** How many at once. */
interface LaneWidths {
  readonly overall: number;
  readonly ofOneHost: number;
  /** Running and waiting together. */
  readonly most: number;
}

const DOCUMENTS: LaneWidths = { overall: 16, ofOneHost: 2, most: 200 };

/** So many fetches at once, of one host and of all: what strangers can make us do is bounded. */
export class Lanes {
  private readonly overall: LimitFunction;
  private readonly hosts = new LRUCache<string, LimitFunction>({ max: 1_000 });
  private inside = 0;

  constructor(private readonly widths: LaneWidths = DOCUMENTS) {
    this.overall = pLimit(widths.overall);
  }

  /**
   * Runs the work when there is room, or not at all once the deadline has passed.
   * @throws FetchRefused when too many wait already, the deadline's reason when it passes first, and what the work throws
   */
  async run<T>(url: URL, deadline: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.widths.most) throw new FetchRefused(url.origin, 'too many documents are being fetched');
    return Promise.race([this.inLane(url.host, deadline, work), passed(deadline)]);
  }

  private async inLane<T>(host: string, deadline: AbortSignal, work: () => Promise<T>): Promise<T> {
    const lane = this.hosts.get(host) ?? pLimit(this.widths.ofOneHost);
    this.hosts.set(host, lane);
    this.inside += 1;
    try {
      return await lane(() =>
        this.overall(() => {
          deadline.throwIfAborted();
          return work();
        }),
      );
    } finally {
      this.inside -= 1;
    }
  }
}

function passed(deadline: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason as Error), { once: true });
  });
}
