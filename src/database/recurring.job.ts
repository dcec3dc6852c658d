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

/** One run of a job, in milliseconds since 1970. */
export interface JobRun {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'succeeded' | 'failed';
}

/** How a job goes in this process: the other replicas have their own. */
export interface JobState {
  /** Milliseconds. */
  readonly every: number;
  readonly running: boolean;
  readonly latest: JobRun | null;
  readonly nextAt: number | null;
}

/**
 * Work that is done again and again: never twice at the same time, tried again at its next time when it fails, and
 * finished before the database is closed.
 */
export abstract class RecurringJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();
  private working = false;
  private latest: JobRun | null = null;
  private nextAt: number | null = null;
  private again = false;
  private stopped = false;

  constructor(
    protected readonly log: Log,
    private readonly schedule: Schedule,
  ) {}

  protected abstract work(): Promise<void>;

  /** How it goes in this process. */
  state(): JobState {
    return { every: this.schedule.every, running: this.working, latest: this.latest, nextAt: this.nextAt };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.schedule.atStart) await this.run();
    this.nextAt = Date.now() + this.schedule.every;
    this.timer = setInterval(() => {
      this.nextAt = Date.now() + this.schedule.every;
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
    const startedAt = Date.now();
    let outcome: JobRun['outcome'] = 'succeeded';
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        await this.work();
      }
    } catch (err) {
      outcome = 'failed';
      this.log.warn(this.schedule.failure, { err });
    } finally {
      this.latest = { startedAt, endedAt: Date.now(), outcome };
      this.working = false;
    }
  }
}
