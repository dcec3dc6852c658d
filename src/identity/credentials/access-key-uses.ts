import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { AccessKeyStore } from './access-key.store.js';

const MINUTE = 60_000;

/** Notes when keys were used, for people who ask whether one is still needed. No call waits for it. */
@Injectable()
export class AccessKeyUses {
  /** When this process last noted a key; one that is forgotten is noted once more, which the store settles. */
  private readonly noted = new LRUCache<string, number>({ max: 10_000 });

  constructor(
    private readonly store: AccessKeyStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  note(id: string): void {
    const now = this.clock.now();
    if (now - (this.noted.get(id) ?? -Infinity) < MINUTE) return;
    this.noted.set(id, now);
    this.store.touch(id).catch((err: unknown) => this.log.warn('access_key.use_not_noted', { err }));
  }
}
