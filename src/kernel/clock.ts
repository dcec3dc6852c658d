/** The time, handed in so that a test can move it. */
export abstract class Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  abstract now(): number;

  /** Whole seconds, as JWT wants them (RFC 7519 §2 NumericDate). */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

/** The machine's clock. */
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}
