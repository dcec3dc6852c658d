import type { Log } from './kernel/log.js';

/** A line of the log as each phase of the start ends: whoever waits for a start sees for what. */
export class StartPhases {
  /** Milliseconds since the process began. */
  private since = 0;

  constructor(private readonly log: Log) {}

  end(phase: string): void {
    const now = performance.now();
    this.log.info('start', { phase, ms: Math.round(now - this.since) });
    this.since = now;
  }
}
