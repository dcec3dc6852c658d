import { Controller, Get, Query } from '@nestjs/common';
import { Administrators } from '../http/access.js';
import { Clock } from '../kernel/clock.js';
import type { Page } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
import { type ReportRow, SessionFactStore } from './session-fact.store.js';
import { SessionFactsRecorder } from './session-facts.recorder.js';
import { readSessionReport } from './session-report.request.js';

const MOST_ROWS = 5000;

/** The counts of a range of time; the rows' `sessions` sum to the number of facts in it. */
interface SessionReportView extends Page<ReportRow> {
  readonly from: string;
  readonly to: string;
}

/** Reports for administrators. */
@Controller('api/v1/admin/reports')
@Administrators()
export class ReportsAdminController {
  constructor(
    private readonly facts: SessionFactStore,
    private readonly recorder: SessionFactsRecorder,
    private readonly clock: Clock,
  ) {}

  /** Token requests by source, client, outcome and day; one answer, never a page of it, so that sums are whole. */
  @Get('sessions')
  async sessions(@Query() query: Record<string, unknown>): Promise<SessionReportView> {
    const report = readSessionReport(query, this.clock.now());
    // Whoever looks right after a request sees it, if this replica served it; those of others come within moments.
    await this.recorder.flush();
    const items = await this.facts.report(report, MOST_ROWS + 1);
    if (items.length > MOST_ROWS) {
      const detail = `makes more than ${MOST_ROWS} rows in this range: ask for fewer groups, or a shorter range`;
      throw Problem.invalid([{ pointer: 'group_by', detail }]);
    }
    return { from: report.from.toISOString(), to: report.to.toISOString(), items, next: null };
  }
}
