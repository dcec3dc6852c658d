/**
 * Work that is done again and again: never twice at the same time, tried again at its next time when it fails, and
 * finished before the database is closed.
 */
export class RecurringJob {
    log;
    schedule;
    timer;
    last = Promise.resolve();
    working = false;
    latest = null;
    nextAt = null;
    again = false;
    stopped = false;
    constructor(log, schedule) {
        this.log = log;
        this.schedule = schedule;
    }
    /** How it goes in this process. */
    state() {
        return { every: this.schedule.every, running: this.working, latest: this.latest, nextAt: this.nextAt };
    }
    async onApplicationBootstrap() {
        if (this.schedule.atStart)
            await this.run();
        this.nextAt = Date.now() + this.schedule.every;
        this.timer = setInterval(() => {
            this.nextAt = Date.now() + this.schedule.every;
            if (!this.working)
                void this.run();
        }, this.schedule.every).unref();
    }
    async beforeApplicationShutdown() {
        this.stopped = true;
        clearInterval(this.timer);
        await this.last;
    }
    /**
     * At once; while it is under way, once more after that, which may not have seen what this call is about.
     * @returns when it is done or has failed; it never rejects
     */
    run() {
        this.again = true;
        if (!this.working)
            this.last = this.rounds();
        return this.last;
    }
    async rounds() {
        this.working = true;
        const startedAt = Date.now();
        let outcome = 'succeeded';
        try {
            while (this.again && !this.stopped) {
                this.again = false;
                await this.work();
            }
        }
        catch (err) {
            outcome = 'failed';
            this.log.warn(this.schedule.failure, { err });
        }
        finally {
            this.latest = { startedAt, endedAt: Date.now(), outcome };
            this.working = false;
        }
    }
}
//# sourceMappingURL=recurring.job.js.map