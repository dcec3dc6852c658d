import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { type CsvRow, sendCsv } from '../../http/csv.js';
import { idFilter, readFilters, readList, textFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { ActiveSessionStore, SESSION_GROUPS } from './active-sessions.store.js';
import { type AgentRow, AgentStore, type AskedAgents } from './agents.store.js';
import { formatReader, someFilter } from './counted-report.request.js';
import { DAY } from './report-range.rules.js';

const MOST_ROWS = 5000;
const UNUSED_DAYS = 90;
const TABLE_PAGE = 500;

const header = [
  ...['client_id', 'client_name', 'kind', 'status', 'owner_id', 'owner_name', 'owner_status', 'created_at'],
  ...['expires_at', 'first_used_at', 'last_used_at', 'unused_scopes', 'unused_upstreams', 'secret_made_at'],
  'secret_age_days',
] as const;

/** Reports on what there is now: sessions that are live, and what clients hold. */
@Controller('api/v1/admin/reports')
@Administers('reports')
export class HoldingsAdminController {
  constructor(
    private readonly sessions: ActiveSessionStore,
    private readonly agents: AgentStore,
    private readonly clock: Clock,
  ) {}

  /** Sessions that are live at this moment. */
  @Get('active-sessions')
  async activeSessions(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const read = readFilters(query, {
      ...formatReader,
      ...{ source: textFilter, client_id: textFilter, user_id: idFilter },
      group_by: someFilter(SESSION_GROUPS),
    });
    const { format, group_by: groups = ['source', 'client_id'], ...filters } = read;
    const given = new Map(Object.entries(filters).map(([name, value]) => [name, String(value)]));
    const now = new Date(this.clock.now());
    const items = await this.sessions.count(groups, given, now, MOST_ROWS + 1);
    if (items.length > MOST_ROWS) {
      throw Problem.invalid([
        { pointer: 'group_by', detail: `makes more than ${MOST_ROWS} rows: ask for fewer groups` },
      ]);
    }
    const names = [...groups, 'count', 'people', 'oldest'];
    if (format === 'csv')
      return sendCsv(
        response,
        names,
        items.map((item) => names.map((name) => item[name])),
      );
    response.json({ at: now.toISOString(), items, next: null });
  }

  /** What clients hold and do not use. Who owns them, when they were last used, and what they were given and do not use. A page of them. */
  @Get('agents')
  async holders(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const { page, filters } = readList(query as Record<string, string>, {
      ...formatReader,
      kind: wordFilter('agent', 'application', 'service'),
      status: wordFilter('active', 'inactive'),
      owner_id: idFilter,
      idle: wordFilter('true', 'false'),
      unused_days: daysFilter,
    });
    const now = this.clock.now();
    const { format, kind, status, owner_id: ownerId, unused_days: days = UNUSED_DAYS } = filters;
    const asked = { kind, status, ownerId, idle: filters.idle === 'true', since: new Date(now - days * DAY) };
    if (format === 'csv') return sendCsv(response, header, this.table(asked, now));
    const rows = await this.agents.page(asked, page.after, page.limit + 1);
    const as_of = (await this.agents.asOf())?.toISOString() ?? null;
    const { items, next } = pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (row) => view(row, now),
    );
    response.json({ as_of, used_since: asked.since.toISOString(), items, next });
  }

  private async *table(asked: AskedAgents, now: number): AsyncGenerator<CsvRow> {
    for (let after: string | null = null; ;) {
      const rows: AgentRow[] = await this.agents.page(asked, after, TABLE_PAGE);
      for (const row of rows) {
        const shown = view(row, now);
        yield header.map((name) => (Array.isArray(shown[name]) ? shown[name].join(' ') : shown[name]));
      }
      if (rows.length < TABLE_PAGE) return;
      after = rows.at(-1)?.id ?? null;
    }
  }
}

function view({ id: _, ...row }: AgentRow, now: number) {
  const { secret_made_at: made } = row;
  return { ...row, secret_age_days: made === null ? null : Math.floor((now - +made) / DAY) };
}

function daysFilter(text: string): number {
  const days = Number(text);
  if (!/^\d{1,3}$/.test(text) || days < 1 || days > 400) throw new Error('must be a whole number from 1 to 400');
  return days;
}
