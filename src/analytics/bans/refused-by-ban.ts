import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Evidence } from '../../audit/evidence.contract.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';

/** Milliseconds in which a process writes one receipt for each ban at most: who is banned must not fill the database. */
const INTERVAL = 60_000;

/** The first refusal of a ban is evidence at once; those that follow within a minute are counted in the next receipt. */
@Injectable()
export class RefusedByBan implements BeforeApplicationShutdown {
  private readonly counts = new LRUCache<string, { refused: number; toldAt: number }>({ max: 10_000 });

  constructor(
    private readonly evidence: Evidence,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Never makes the refusal wait. @param id of the ban */
  count(id: string): void {
    const now = this.clock.now();
    const count = this.counts.get(id) ?? { refused: 0, toldAt: -Infinity };
    count.refused += 1;
    this.counts.set(id, count);
    if (now - count.toldAt < INTERVAL) return;
    count.toldAt = now;
    void this.tell(id, count);
  }

  /** What was only counted so far. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.counts.entries()].map(([id, count]) => this.tell(id, count)));
  }

  private async tell(id: string, count: { refused: number }): Promise<void> {
    const { refused } = count;
    if (refused === 0) return;
    count.refused = 0;
    try {
      await this.evidence.record({ kind: 'ban.refused', decision: 'deny', reason: 'banned', detail: { id, refused } });
    } catch (err) {
      count.refused += refused;
      this.log.warn('bans.refusal_not_recorded', { id, err });
    }
  }
}
