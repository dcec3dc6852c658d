import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';

const HOUR = 3_600_000;
/** As many as wait to be written; what comes beyond is noted when it comes again. */
const MOST_NOTES = 10_000;

/** A secret, and when it was used. */
export interface SecretUse {
  readonly id: string;
  readonly at: Date;
}

/** Notes in memory when secrets were used, for people who ask whether one is still needed: once an hour each. No token waits for it. */
@Injectable()
export class ClientSecretUses {
  /** When this process last noted a secret; one that is forgotten is noted once more, which the store settles. */
  private readonly noted = new LRUCache<string, number>({ max: MOST_NOTES });
  private waiting = new Map<string, Date>();

  constructor(private readonly clock: Clock) {}

  note(id: string): void {
    const now = this.clock.now();
    if (now - (this.noted.get(id) ?? -Infinity) < HOUR || this.waiting.size >= MOST_NOTES) return;
    this.noted.set(id, now);
    this.waiting.set(id, new Date(now));
  }

  /** Those that were noted since the last call. */
  take(): readonly SecretUse[] {
    const taken = [...this.waiting].map(([id, at]) => ({ id, at }));
    this.waiting = new Map();
    return taken;
  }

  /** Those that could not be written: they wait for the next time, unless there is a later note. */
  putBack(uses: readonly SecretUse[]): void {
    for (const { id, at } of uses) if (!this.waiting.has(id)) this.waiting.set(id, at);
  }
}
