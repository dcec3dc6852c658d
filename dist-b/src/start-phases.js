/** A line of the log as each phase of the start ends: whoever waits for a start sees for what. */
export class StartPhases {
    log;
    /** Milliseconds since the process began. */
    since = 0;
    constructor(log) {
        this.log = log;
    }
    end(phase) {
        const now = performance.now();
        this.log.info('start', { phase, ms: Math.round(now - this.since) });
        this.since = now;
    }
}
//# sourceMappingURL=start-phases.js.map