import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { FetchRefused } from './fetch-refused.js';
const DOCUMENTS = { overall: 16, ofOneHost: 2, most: 200 };
/** A host that does not answer is not to be waited for by all that there is room for. */
export const OF_STRANGERS = { ...DOCUMENTS, mostOfOneHost: 20 };
/** So many fetches at once, of one host and of all: what strangers can make us do is bounded. */
export class Lanes {
    widths;
    overall;
    hosts = new LRUCache({ max: 1_000 });
    inside = 0;
    constructor(widths = DOCUMENTS) {
        this.widths = widths;
        this.overall = pLimit(widths.overall);
    }
    /**
     * Runs the work when there is room, or not at all once the deadline has passed.
     * @throws FetchRefused when too many wait already, the deadline's reason when it passes first, and what the work throws
     */
    async run(url, deadline, work) {
        const lane = this.laneTo(url);
        const { most, mostOfOneHost = most } = this.widths;
        if (this.inside >= most || lane.activeCount + lane.pendingCount >= mostOfOneHost) {
            throw new FetchRefused(url.origin, 'too many documents are being fetched');
        }
        return Promise.race([this.inLane(lane, deadline, work), passed(deadline)]);
    }
    /** Whatever the port: it is one machine that is asked. */
    laneTo({ hostname }) {
        const lane = this.hosts.get(hostname) ?? pLimit(this.widths.ofOneHost);
        this.hosts.set(hostname, lane);
        return lane;
    }
    async inLane(lane, deadline, work) {
        this.inside += 1;
        try {
            return await lane(() => this.overall(() => {
                deadline.throwIfAborted();
                return work();
            }));
        }
        finally {
            this.inside -= 1;
        }
    }
}
function passed(deadline) {
    return new Promise((_, reject) => {
        deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
    });
}
//# sourceMappingURL=lanes.js.map