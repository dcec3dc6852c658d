import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { RollupStore } from './rollup.store.js';

/** Events counted in one transaction: few enough that nobody waits for what it holds. */
const BATCH = 5000;

/** Counts what came in, every minute or so, by one replica at a time; reports count the rest themselves. */
@Injectable()
export class RollupsJob extends RecurringJob {
  constructor(
    private readonly store: RollupStore,
    private readonly clock: Clock,
    settings: Settings,
    log: Log,
  ) {
    super(log, { every: settings.ROLLUP_SECONDS * 1000, atStart: false, failure: 'rollups.failed' });
  }

  /** Counts all there is, in pieces that each stand by themselves. @returns how many events were counted */
  async count(): Promise<number> {
    const now = new Date(this.clock.now());
    let sum = 0;
    for (;;) {
      const counted = await this.store.take(BATCH, now);
      sum += counted ?? 0;
      if (counted === null || counted < BATCH) break;
    }
    await this.store.prune(now);
    return sum;
  }

  /** What was missed is counted the next time. */
  protected async work(): Promise<void> {
    await this.count();
  }
}
