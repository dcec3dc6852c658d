import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { sendCsv } from '../../http/csv.js';
import { FilterQuery } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { type AskedFilters, countedReport, readersOf } from './counted-report.request.js';
import { type CountedRow, CountedReportStore } from './counted-report.store.js';
import { type AskedReport, type CountedReport, REPORTS } from './counted-reports.rules.js';
import { latencyOf } from './latency.rules.js';

/** Rows of an answer, and of a table that is taken away. */
const MOST_ROWS = { json: 5000, csv: 100_000 };

const USED = ['count', 'denied', 'answered', 'failed', 'p50_ms', 'p95_ms', 'p99_ms'];

type Rows = (asked: AskedReport, limit: number) => Promise<CountedRow[]>;

/**
 * Reports that count events: whole, never a page of it, so that sums are right. `from` and `to` of an answer say what was
 * counted.
 */
@Controller('api/v1/admin/reports')
@Administers('reports')
export class CountedReportsAdminController {
  constructor(
    private readonly store: CountedReportStore,
    private readonly clock: Clock,
  ) {}

  /** Tokens that were issued and refused. */
  @Get('tokens')
  tokens(@FilterQuery(readersOf(REPORTS.tokens)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.counted(REPORTS.tokens, query, response);
  }

  /** Token requests as analytics saw them, also those of strangers. */
  @Get('traffic')
  traffic(@FilterQuery(readersOf(REPORTS.traffic)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.counted(REPORTS.traffic, query, response);
  }

  /** What was denied, by what. */
  @Get('denials')
  denials(@FilterQuery(readersOf(REPORTS.denials)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.counted(REPORTS.denials, query, response);
  }

  /** How many act for one another before the person. */
  @Get('delegation')
  delegation(
    @FilterQuery(readersOf(REPORTS.delegation)) query: AskedFilters,
    @Res() response: Response,
  ): Promise<void> {
    return this.counted(REPORTS.delegation, query, response);
  }

  /** Every event of the evidence. */
  @Get('events')
  events(@FilterQuery(readersOf(REPORTS.events)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.counted(REPORTS.events, query, response);
  }

  /** How many tokens whoever has them may use, and how many only their holder. `share` is of all of the answer. */
  @Get('bearer')
  bearer(@FilterQuery(readersOf(REPORTS.bearer)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.answer(REPORTS.bearer, query, response, async (asked, limit) => {
      const rows = await this.store.rows(asked, limit);
      const all = rows.reduce((sum, row) => sum + Number(row['count']), 0);
      return rows.map((row) => ({ ...row, share: Number((Number(row['count']) / all).toPrecision(4)) }));
    });
  }

  /** Calls at the gate, and how long upstreams took, in milliseconds. */
  @Get('usage')
  usage(@FilterQuery(readersOf(REPORTS.usage)) query: AskedFilters, @Res() response: Response): Promise<void> {
    return this.answer(REPORTS.usage, query, response, async (asked, limit) => {
      const rows = await this.store.usage(asked, limit);
      return rows.map(({ p50, p95, p99, ...row }) => {
        const [half, most, nearly] = [p50, p95, p99].map((bin) => latencyOf(bin as number | null));
        return { ...row, p50_ms: half, p95_ms: most, p99_ms: nearly };
      });
    });
  }

  private counted(report: CountedReport, query: AskedFilters, response: Response): Promise<void> {
    return this.answer(report, query, response, (asked, limit) => this.store.rows(asked, limit));
  }

  private async answer(report: CountedReport, query: AskedFilters, response: Response, read: Rows): Promise<void> {
    const { asked, format } = countedReport(report, query, this.clock.now());
    const items = await read(asked, MOST_ROWS[format] + 1);
    if (items.length > MOST_ROWS[format]) {
      const detail = `makes more than ${MOST_ROWS[format]} rows in this range: ask for fewer groups, or a shorter range`;
      throw Problem.invalid([{ pointer: 'group_by', detail }]);
    }
    if (format === 'csv')
      return sendCsv(
        response,
        headerOf(asked, items),
        items.map((row) => Object.values(row)),
      );
    const { from, to } = asked;
    response.json({ from: from.toISOString(), to: to.toISOString(), items, next: null });
  }
}

function headerOf({ groups, interval, report }: AskedReport, [first]: readonly CountedRow[]): readonly string[] {
  if (first !== undefined) return Object.keys(first);
  const counts = report === REPORTS.usage ? USED : report === REPORTS.bearer ? ['count', 'share'] : ['count'];
  return [...(interval === 'none' ? [] : ['at']), ...groups, ...counts];
}
