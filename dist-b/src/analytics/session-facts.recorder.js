var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { SessionFacts } from './analytics.contract.js';
import { SessionFactStore } from './session-fact.store.js';
const BATCH = 200;
const MOST_WAITING = 10_000;
const FLUSH_AFTER = 250;
const RETRY_AFTER = 1000;
const LAST_WAIT = 5000;
const MINUTE = 60_000;
/**
 * Gathers facts and writes them behind the requests' backs. While the database is away up to 10,000 wait; later ones are
 * lost and counted. It has a writer of its own: facts never share a commit with a session or with evidence.
 */
let SessionFactsRecorder = class SessionFactsRecorder extends SessionFacts {
    store;
    clock;
    log;
    waiting = [];
    writing;
    timer;
    failing = false;
    stopping = false;
    lost = 0;
    toldAt = -Infinity;
    constructor(store, clock, log) {
        super();
        this.store = store;
        this.clock = clock;
        this.log = log;
    }
    record(event) {
        if (this.waiting.length >= MOST_WAITING)
            return this.lose(1, 'too many facts are waiting');
        this.waiting.push(this.store.row(event));
        this.wake(this.stopping || this.waiting.length % BATCH === 0 ? 0 : FLUSH_AFTER);
    }
    /** Resolves when everything recorded before is written, or could not be; never rejects. */
    async flush() {
        await this.writing;
        await this.write();
    }
    /** The pool closes in onApplicationShutdown. A database that hangs does not hold up the stop. */
    async beforeApplicationShutdown() {
        this.stopping = true;
        await Promise.race([this.flush(), delay(LAST_WAIT, undefined, { ref: false })]);
        this.lose(this.waiting.splice(0).length, 'the process ends');
        if (this.lost > 0)
            this.tell('the process ends', true);
    }
    wake(after) {
        const wait = this.failing ? RETRY_AFTER : after;
        if (this.timer !== undefined && wait > 0)
            return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.write(), wait).unref();
    }
    write() {
        clearTimeout(this.timer);
        this.timer = undefined;
        this.writing ??= this.writeWaiting().finally(() => {
            this.writing = undefined;
        });
        return this.writing;
    }
    async writeWaiting() {
        try {
            // Those that come meanwhile are the next writing's, or a busy server's report would never begin.
            for (let left = this.waiting.length; left > 0; left -= BATCH) {
                const batch = this.waiting.slice(0, Math.min(left, BATCH));
                await this.insert(batch);
                // Not before: what could not be written is still there, first in line.
                this.waiting.splice(0, batch.length);
            }
            this.failing = false;
            if (this.lost > 0)
                this.tell('facts were lost');
        }
        catch (err) {
            this.failing = true;
            this.tell(err);
            if (this.stopping)
                this.lose(this.waiting.splice(0).length, err);
        }
        if (this.waiting.length > 0)
            this.wake(FLUSH_AFTER);
    }
    async insert(batch) {
        try {
            await this.store.insert(batch);
        }
        catch (error) {
            if (!isAboutRows(error))
                throw error;
            if (batch.length === 1)
                return this.lose(1, error);
            // One bad row must not cost its neighbours.
            for (const row of batch)
                await this.insert([row]);
        }
    }
    lose(count, why) {
        this.lost += count;
        if (count > 0)
            this.tell(why);
    }
    /** At most once a minute, or a database that is away would fill the log. */
    tell(err, atOnce = false) {
        const now = this.clock.now();
        // The message alone: the details of a database error quote the row.
        const cause = err instanceof Error ? err.message : err;
        if (!atOnce && now - this.toldAt < MINUTE)
            return;
        this.log.warn('analytics.not_written', { lost: this.lost, waiting: this.waiting.length, cause });
        this.lost = 0;
        this.toldAt = now;
    }
};
SessionFactsRecorder = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionFactStore,
        Clock,
        Log])
], SessionFactsRecorder);
export { SessionFactsRecorder };
/** SQLSTATE classes 22 (data) and 23 (constraint): to try again would be in vain. */
function isAboutRows(error) {
    const code = error.code;
    return typeof code === 'string' && /^2[23]/.test(code);
}
//# sourceMappingURL=session-facts.recorder.js.map