import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../http/access.js';
import { sendCsv } from '../http/csv.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { reportColumns, SessionFactStore } from './session-fact.store.js';
import { SessionFactsRecorder } from './session-facts.recorder.js';
import { readSessionReport } from './session-report.request.js';

/** Rows of an answer, and of a table that is taken away. */
const MOST_ROWS = { json: 5000, csv: 100_000 };

/** Reports for administrators. */
@Controller('api/v1/admin/reports')
@Administers('reports')
export class ReportsAdminController {
  constructor(
    private readonly facts: SessionFactStore,
    private readonly recorder: SessionFactsRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Token requests by source, client, outcome and day. Also by what they tell of where they came from, and how many of
   * them were of humans, ghosts and bots; one answer, never a page of it, so that sums are whole.
   */
  @Get('sessions')
  async sessions(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const { format, ...report } = readSessionReport(query, this.clock.now());
    // Whoever looks right after a request sees it, if this replica served it; those of others come within moments.
    await this.recorder.flush();
    const items = await this.facts.report(report, MOST_ROWS[format] + 1);
    if (items.length > MOST_ROWS[format]) {
      const detail = `makes more than ${MOST_ROWS[format]} rows in this range: ask for fewer groups, or a shorter range`;
      throw Problem.invalid([{ pointer: 'group_by', detail }]);
    }
    if (format === 'csv') {
      const columns = reportColumns(report.groups);
      const rows = items.map((item) => columns.map((column) => item[column]));
      return sendCsv(response, columns, rows);
    }
    response.json({ from: report.from.toISOString(), to: report.to.toISOString(), items, next: null });
  }
}
