import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import { FetchRefused } from './fetch-refused.js';

/** How many at once. */
interface LaneWidths {
  readonly overall: number;
  readonly ofOneHost: number;
  /** Running and waiting together, and of them those of one host. */
  readonly most: number;
  readonly mostOfOneHost?: number;
}

const DOCUMENTS: LaneWidths = { overall: 16, ofOneHost: 2, most: 200 };
/** A host that does not answer is not to be waited for by all that there is room for. */
export const OF_STRANGERS: LaneWidths = { ...DOCUMENTS, mostOfOneHost: 20 };

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
    const lane = this.laneTo(url);
    const { most, mostOfOneHost = most } = this.widths;
    if (this.inside >= most || lane.activeCount + lane.pendingCount >= mostOfOneHost) {
      throw new FetchRefused(url.origin, 'too many documents are being fetched');
    }
    return Promise.race([this.inLane(lane, deadline, work), passed(deadline)]);
  }

  /** Whatever the port: it is one machine that is asked. */
  private laneTo({ hostname }: URL): LimitFunction {
    const lane = this.hosts.get(hostname) ?? pLimit(this.widths.ofOneHost);
    this.hosts.set(hostname, lane);
    return lane;
  }

  private async inLane<T>(lane: LimitFunction, deadline: AbortSignal, work: () => Promise<T>): Promise<T> {
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
