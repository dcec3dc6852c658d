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
import { Log } from '../kernel/log.js';
import { ChangeListener } from './change-listener.js';
import { Sql } from './sql.js';
/** Milliseconds between two reads when no hint comes: each also proves that nothing older was missed. */
const INTERVAL = 1_000;
/** More at once are not taken one by one. */
const MOST = 1_000;
/** Seconds after which rows that nobody read may have been deleted; they are kept for twice as long. */
const STALE = 1_800;
/** Reads the outbox as soon as there is a hint, and every second, and tells whoever in this process must hear of changes. */
let ChangeFeed = class ChangeFeed {
    sql;
    listener;
    log;
    listeners = new Map();
    place = null;
    timer;
    reading = false;
    again = false;
    stopped = false;
    /** Whether the database may have gone on from an earlier state since: numbers of transactions could come twice. */
    lost = false;
    provenAt = -Infinity;
    constructor(sql, listener, log) {
        this.sql = sql;
        this.listener = listener;
        this.log = log;
    }
    async onApplicationBootstrap() {
        this.listener.onHint((first) => {
            this.lost ||= first;
            void this.read();
        });
        // Where to begin: nobody holds yet what an earlier change could end.
        await this.read();
        this.timer = setInterval(() => void this.read(), INTERVAL).unref();
    }
    /** Before anything is closed that a hint would still ask. */
    beforeApplicationShutdown() {
        this.stopped = true;
        clearInterval(this.timer);
    }
    /** @param hear is called in order, and does not throw */
    on(topic, hear) {
        this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), hear]);
    }
    /**
     * Milliseconds before now, at most, at which a change was made that was not told yet. Whoever keeps a copy of what
     * changes asks the database when this is more than they may be late.
     */
    age() {
        return performance.now() - this.provenAt;
    }
    /** One read at a time; a hint that comes meanwhile may be about what that one could not see. */
    async read() {
        if (this.stopped)
            return;
        this.again = true;
        if (this.reading)
            return;
        this.reading = true;
        try {
            while (this.again) {
                this.again = false;
                await this.readOnce();
            }
        }
        catch (err) {
            this.lost = true;
            if (!this.stopped)
                this.log.warn('changes.unread', { err });
        }
        finally {
            this.reading = false;
        }
    }
    async readOnce() {
        const asked = performance.now();
        const before = this.lost ? null : this.place;
        this.lost = false;
        const rows = await this.sql.rows('outbox.read', 
        // One snapshot tells what is visible and which transactions are not finished.
        `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon,
              extract(epoch FROM clock_timestamp())::float8 AS now, o.id, o.topic, o.ids,
              1000 * extract(epoch FROM clock_timestamp() - o.at)::float8 AS age
         FROM (VALUES (1)) AS always LEFT JOIN (
           SELECT * FROM outbox WHERE xid >= $1 ORDER BY xid LIMIT $2) o ON true`, [(before?.horizon ?? 0n).toString(), before === null ? 0 : MOST]);
        const found = rows.filter(({ id }) => id !== null);
        this.place = placeAfter(rows);
        this.provenAt = asked;
        if (before === null || wasMissed(before, this.place, found.length))
            return this.tellAll();
        this.tell(found.filter(({ id }) => id !== null && !before.seen.has(id)), asked);
    }
    tell(rows, asked) {
        for (const [topic, hearing] of this.listeners) {
            const changes = rows
                .filter((row) => row.topic === topic)
                // Its age by the database's clock alone; the question's way there makes it older, never younger.
                .map(({ ids, age }) => ({ ids, since: asked - age }));
            if (changes.length > 0)
                for (const hear of hearing)
                    hear(changes);
        }
    }
    tellAll() {
        for (const hearing of this.listeners.values())
            for (const hear of hearing)
                hear([{ ids: null, since: null }]);
    }
};
ChangeFeed = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        ChangeListener,
        Log])
], ChangeFeed);
export { ChangeFeed };
function placeAfter(rows) {
    const [first] = rows;
    if (first === undefined)
        throw new Error('the outbox was read without an answer');
    const seen = new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
    return { horizon: BigInt(first.horizon), seen, readAt: first.now };
}
/** Whether there may be changes that were not among the rows: too many, deleted already, or of another database. */
function wasMissed(before, after, found) {
    return found === MOST || after.readAt - before.readAt > STALE || after.horizon < before.horizon;
}
//# sourceMappingURL=change-feed.js.map