import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { Checkpoints } from './checkpoints.js';

/** Signs what came in, every few seconds: whoever changes the database has no longer than that. */
@Injectable()
export class CheckpointsJob extends RecurringJob {
  private readonly every: number;

  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly clock: Clock,
    settings: Settings,
    log: Log,
  ) {
    const every = settings.CHECKPOINT_SECONDS * 1000;
    super(log, { every, atStart: false, failure: 'evidence.checkpoint_failed' });
    this.every = every;
  }

  /** What was missed is taken in by the next one. */
  protected async work(): Promise<void> {
    await this.checkpoints.make(new Date(this.clock.now() - this.every / 2));
  }
}
