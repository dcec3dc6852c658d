import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { Gathering } from '../../database/gathering.js';
import { SharedRead } from '../../database/shared-read.js';
import { rowsIn, Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { KnownTool } from './known-tools.rules.js';
import { type Owner, SHOWN_FOR } from './principal-shelf.js';

/** What is known of the lists that were shown to an owner. Times are microseconds since 1970 by the clock of the database. */
export interface Shown {
  /** Lists that were asked for before are not given again. */
  readonly listsChanged: number;
  /** Lists that were asked for before teach nothing. */
  readonly toolsChanged: number;
  readonly tools: readonly KnownTool[];
}

/** @param now by the clock of the database @returns null when it stays as it is */
type Make = (before: Shown, now: number) => Shown | null;

interface Change {
  readonly owner: Owner;
  readonly make: Make;
}

type Row = { key: string; listsChanged: number; toolsChanged: number; tools: readonly KnownTool[] | null };

const NOTHING: Shown = { listsChanged: 0, toolsChanged: 0, tools: [] };

/** All SQL of `shown_lists`, but for the question whether there is anything at an upstream, which goes with each call. */
@Injectable()
export class ShownListStore implements OnApplicationShutdown {
  private readonly shown = new SharedRead<Shown>((keys) => this.read(keys));
  /** A change that many streams hear of is written once, and takes no more than two connections meanwhile. */
  private readonly changes = new Gathering<Change, void>(async (changes) => {
    await this.source.transaction('READ COMMITTED', (manager) => this.carryOut(manager, changes));
    return [];
  });

  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async find(owner: Owner): Promise<Shown> {
    return (await this.shown.find(keyOf(owner))) ?? NOTHING;
  }

  /** Resolves when it is committed. @param make is given what others wrote until then, who wait for it */
  change(owner: Owner, make: Make): Promise<void> {
    return this.changes.ask({ owner, make });
  }

  /** Lets go of what was shown in sessions that are closed. */
  async forgetClosed(): Promise<void> {
    await this.sql.count(
      'shown_list.forget_closed',
      `DELETE FROM shown_lists WHERE (upstream_id, holder) IN (
         SELECT l.upstream_id, l.holder FROM shown_lists l JOIN sessions s ON s.id = l.sid
          WHERE s.closed_at IS NOT NULL FOR UPDATE OF l SKIP LOCKED)`,
      [],
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.changes.ended();
  }

  private async read(keys: readonly string[]): Promise<Map<string, Shown>> {
    const rows = await this.sql.rows<Row>(
      'shown_list.find',
      `SELECT l.upstream_id || ' ' || l.holder AS key, l.lists_changed::float8 AS "listsChanged",
              l.tools_changed::float8 AS "toolsChanged", l.tools
         FROM unnest($1::uuid[], $2::text[]) AS asked (upstream_id, holder)
         JOIN shown_lists l ON l.upstream_id = asked.upstream_id AND l.holder = asked.holder`,
      columnsOf(keys),
    );
    return new Map(rows.map(({ key, tools, ...times }) => [key, { ...times, tools: tools ?? [] }]));
  }

  private async carryOut(manager: EntityManager, changes: readonly Change[]): Promise<void> {
    const owners = new Map(changes.map(({ owner }) => [keyOf(owner), owner]));
    // In one order everywhere: nobody waits for whoever waits for them.
    const keys = [...owners.keys()].sort();
    const sids = keys.map((key) => owners.get(key)?.sid ?? null);
    const made = await this.locked(manager, keys, sids);
    const changed = new Set<string>();
    for (const { owner, make } of changes) {
      const key = keyOf(owner);
      const { before, now } = made.get(key) ?? { before: NOTHING, now: 0 };
      const after = make(before, now);
      if (after === null) continue;
      made.set(key, { before: after, now });
      changed.add(key);
    }
    await this.write(manager, new Map([...changed].map((key) => [key, made.get(key)?.before ?? NOTHING])));
  }

  /** Rows that nobody else changes until the transaction ends, as they are now. */
  private async locked(
    manager: EntityManager,
    keys: readonly string[],
    sids: readonly (string | null)[],
  ): Promise<Map<string, { before: Shown; now: number }>> {
    const rows = await rowsIn<Row & { now: number }>(
      manager,
      'shown_list.lock',
      `INSERT INTO shown_lists AS l (upstream_id, holder, sid, expires_at)
       SELECT upstream_id, holder, sid, $4 FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS asked (upstream_id, holder, sid)
       ON CONFLICT (upstream_id, holder) DO UPDATE SET expires_at = greatest(l.expires_at, EXCLUDED.expires_at)
       RETURNING l.upstream_id || ' ' || l.holder AS key, l.lists_changed::float8 AS "listsChanged",
                 l.tools_changed::float8 AS "toolsChanged", l.tools,
                 (1000000 * extract(epoch FROM clock_timestamp()))::bigint::float8 AS now`,
      [...columnsOf(keys), sids, new Date(this.clock.now() + SHOWN_FOR)],
    );
    return new Map(
      rows.map(({ key, now, tools, ...times }) => [key, { before: { ...times, tools: tools ?? [] }, now }]),
    );
  }

  private async write(manager: EntityManager, shown: ReadonlyMap<string, Shown>): Promise<void> {
    if (shown.size === 0) return;
    const rows = [...shown.values()];
    await rowsIn(
      manager,
      'shown_list.write',
      `UPDATE shown_lists l SET lists_changed = made.lists_changed, tools_changed = made.tools_changed, tools = made.tools
         FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::json[])
           AS made (upstream_id, holder, lists_changed, tools_changed, tools)
        WHERE l.upstream_id = made.upstream_id AND l.holder = made.holder`,
      [
        ...columnsOf([...shown.keys()]),
        rows.map(({ listsChanged }) => listsChanged),
        rows.map(({ toolsChanged }) => toolsChanged),
        rows.map(({ tools }) => (tools.length === 0 ? null : JSON.stringify(tools))),
      ],
    );
  }
}

function keyOf({ upstream, key }: Owner): string {
  return `${upstream} ${createHash('sha256').update(key).digest('base64url')}`;
}

/** Ids of upstreams, and holders. */
function columnsOf(keys: readonly string[]): [string[], string[]] {
  const parts = keys.map((key) => key.split(' ') as [string, string]);
  return [parts.map(([upstream]) => upstream), parts.map(([, holder]) => holder)];
}
