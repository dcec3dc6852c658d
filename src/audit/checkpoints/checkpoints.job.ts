import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { Checkpoints } from './checkpoints.js';

/** Signs what came in, every few seconds: whoever changes the database has no longer than that. */
@Injectable()
export class CheckpointsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;

  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void => {
      this.running ??= this.run().finally(() => (this.running = null));
    };
    this.timer = setInterval(run, this.settings.CHECKPOINT_SECONDS * 1000).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** What was missed is taken in by the next one. */
  private async run(): Promise<void> {
    try {
      await this.checkpoints.make();
    } catch (err) {
      this.log.warn('evidence.checkpoint_failed', { err });
    }
  }
}
