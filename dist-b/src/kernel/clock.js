/** The time, handed in so that a test can move it. */
export class Clock {
    /** Whole seconds, as JWT wants them (RFC 7519 §2 NumericDate). */
    seconds() {
        return Math.floor(this.now() / 1000);
    }
}
/** The machine's clock. */
export class SystemClock extends Clock {
    now() {
        return Date.now();
    }
}
//# sourceMappingURL=clock.js.map