import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Log } from '../kernel/log.js';

/** When a job runs, and what the log calls its failures. */
export interface Schedule {
  /** Milliseconds between two runs. */
  readonly every: number;
  /** Whether the start waits for a first run. */
  readonly atStart: boolean;
  /** Event of the log. */
  readonly failure: string;
}

/**
 * Work that is done again and again: never twice at the same time, tried again at its next time when it fails, and
 * finished before the database is closed.
 */
export abstract class RecurringJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();
  private working = false;
  private again = false;
  private stopped = false;

  constructor(
    protected readonly log: Log,
    private readonly schedule: Schedule,
  ) {}

  protected abstract work(): Promise<void>;

  async onApplicationBootstrap(): Promise<void> {
    if (this.schedule.atStart) await this.run();
    this.timer = setInterval(() => {
      if (!this.working) void this.run();
    }, this.schedule.every).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.last;
  }

  /**
   * At once; while it is under way, once more after that, which may not have seen what this call is about.
   * @returns when it is done or has failed; it never rejects
   */
  run(): Promise<void> {
    this.again = true;
    if (!this.working) this.last = this.rounds();
    return this.last;
  }

  private async rounds(): Promise<void> {
    this.working = true;
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        await this.work();
      }
    } catch (err) {
      this.log.warn(this.schedule.failure, { err });
    } finally {
      this.working = false;
    }
  }
}
