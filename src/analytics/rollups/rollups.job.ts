import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { RollupStore } from './rollup.store.js';

/** Events counted in one transaction: few enough that nobody waits for what it holds. */
const BATCH = 5000;

/** Counts what came in, every minute or so, by one replica at a time; reports count the rest themselves. */
@Injectable()
export class RollupsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly store: RollupStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.tried().finally(() => (this.running = null));
    }, this.settings.ROLLUP_SECONDS * 1000).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Counts all there is, in pieces that each stand by themselves. @returns how many events were counted */
  async run(): Promise<number> {
    const now = new Date(this.clock.now());
    let sum = 0;
    for (;;) {
      const counted = await this.store.take(BATCH, now);
      sum += counted ?? 0;
      if (counted === null || counted < BATCH || this.stopping) break;
    }
    await this.store.prune(now);
    return sum;
  }

  /** What was missed is counted the next time. */
  private async tried(): Promise<void> {
    try {
      await this.run();
    } catch (err) {
      this.log.warn('rollups.failed', { err });
    }
  }
}
