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
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Gathering } from '../../database/gathering.js';
import { SharedRead } from '../../database/shared-read.js';
import { rowsIn, Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { SHOWN_FOR } from './principal-shelf.js';
const NOTHING = { listsChanged: 0, toolsChanged: 0, tools: [] };
/** All SQL of `shown_lists`, but for the question whether there is anything at an upstream, which goes with each call. */
let ShownListStore = class ShownListStore {
    source;
    sql;
    clock;
    shown = new SharedRead((keys) => this.read(keys));
    /** A change that many streams hear of is written once, and takes no more than two connections meanwhile. */
    changes = new Gathering(async (changes) => {
        await this.source.transaction('READ COMMITTED', (manager) => this.carryOut(manager, changes));
        return [];
    });
    constructor(source, sql, clock) {
        this.source = source;
        this.sql = sql;
        this.clock = clock;
    }
    async find(owner) {
        return (await this.shown.find(keyOf(owner))) ?? NOTHING;
    }
    /** Resolves when it is committed. @param make is given what others wrote until then, who wait for it */
    change(owner, make) {
        return this.changes.ask({ owner, make });
    }
    /** Lets go of what was shown in sessions that are closed. */
    async forgetClosed() {
        await this.sql.count('shown_list.forget_closed', `DELETE FROM shown_lists l USING sessions s WHERE s.id = l.sid AND s.closed_at IS NOT NULL`, []);
    }
    onApplicationShutdown() {
        return this.changes.ended();
    }
    async read(keys) {
        const rows = await this.sql.rows('shown_list.find', `SELECT l.upstream_id || ' ' || l.holder AS key, l.lists_changed::float8 AS "listsChanged",
              l.tools_changed::float8 AS "toolsChanged", l.tools
         FROM unnest($1::uuid[], $2::text[]) AS asked (upstream_id, holder)
         JOIN shown_lists l ON l.upstream_id = asked.upstream_id AND l.holder = asked.holder`, columnsOf(keys));
        return new Map(rows.map(({ key, tools, ...times }) => [key, { ...times, tools: tools ?? [] }]));
    }
    async carryOut(manager, changes) {
        const owners = new Map(changes.map(({ owner }) => [keyOf(owner), owner]));
        // In one order everywhere: nobody waits for whoever waits for them.
        const keys = [...owners.keys()].sort();
        const sids = keys.map((key) => owners.get(key)?.sid ?? null);
        const made = await this.locked(manager, keys, sids);
        const changed = new Set();
        for (const { owner, make } of changes) {
            const key = keyOf(owner);
            const { before, now } = made.get(key) ?? { before: NOTHING, now: 0 };
            const after = make(before, now);
            if (after === null)
                continue;
            made.set(key, { before: after, now });
            changed.add(key);
        }
        await this.write(manager, new Map([...changed].map((key) => [key, made.get(key)?.before ?? NOTHING])));
    }
    /** Rows that nobody else changes until the transaction ends, as they are now. */
    async locked(manager, keys, sids) {
        const rows = await rowsIn(manager, 'shown_list.lock', `INSERT INTO shown_lists AS l (upstream_id, holder, sid, expires_at)
       SELECT upstream_id, holder, sid, $4 FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS asked (upstream_id, holder, sid)
       ON CONFLICT (upstream_id, holder) DO UPDATE SET expires_at = greatest(l.expires_at, EXCLUDED.expires_at)
       RETURNING l.upstream_id || ' ' || l.holder AS key, l.lists_changed::float8 AS "listsChanged",
                 l.tools_changed::float8 AS "toolsChanged", l.tools,
                 (1000000 * extract(epoch FROM clock_timestamp()))::bigint::float8 AS now`, [...columnsOf(keys), sids, new Date(this.clock.now() + SHOWN_FOR)]);
        return new Map(rows.map(({ key, now, tools, ...times }) => [key, { before: { ...times, tools: tools ?? [] }, now }]));
    }
    async write(manager, shown) {
        if (shown.size === 0)
            return;
        const rows = [...shown.values()];
        await rowsIn(manager, 'shown_list.write', `UPDATE shown_lists l SET lists_changed = made.lists_changed, tools_changed = made.tools_changed, tools = made.tools
         FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::json[])
           AS made (upstream_id, holder, lists_changed, tools_changed, tools)
        WHERE l.upstream_id = made.upstream_id AND l.holder = made.holder`, [
            ...columnsOf([...shown.keys()]),
            rows.map(({ listsChanged }) => listsChanged),
            rows.map(({ toolsChanged }) => toolsChanged),
            rows.map(({ tools }) => (tools.length === 0 ? null : JSON.stringify(tools))),
        ]);
    }
};
ShownListStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Sql,
        Clock])
], ShownListStore);
export { ShownListStore };
function keyOf({ upstream, key }) {
    return `${upstream} ${createHash('sha256').update(key).digest('base64url')}`;
}
/** Ids of upstreams, and holders. */
function columnsOf(keys) {
    const parts = keys.map((key) => key.split(' '));
    return [parts.map(([upstream]) => upstream), parts.map(([, holder]) => holder)];
}
//# sourceMappingURL=shown-list.store.js.map