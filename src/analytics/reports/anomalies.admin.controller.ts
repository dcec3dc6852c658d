import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { sendCsv } from '../../http/csv.js';
import { readFilters, textFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { AgentStore } from './agents.store.js';
import { AnomalyStore, type JudgedHour, type NewUse } from './anomalies.store.js';
import { METRICS, thresholdOf } from './anomaly.rules.js';
import { formatReader, rangeOf, rangeReaders } from './counted-report.request.js';
import { MINUTE } from './report-range.rules.js';

const MOST_ROWS = 5000;
/** Days of a range: what it is judged by must still be there. */
const DAYS = { days: 1, most: 8 };

const header = [
  ...['at', 'metric', 'subject_type', 'subject', 'name', 'value', 'threshold', 'mean', 'deviation', 'samples'],
  ...['known_since', 'known_before'],
] as const;
type Anomaly = Readonly<Record<(typeof header)[number], string | number | null>>;

/** What was unusual of clients and people. */
@Controller('api/v1/admin/reports/anomalies')
@Administers('reports')
export class AnomaliesAdminController {
  constructor(
    private readonly store: AnomalyStore,
    private readonly agents: AgentStore,
    private readonly clock: Clock,
  ) {}

  /**
   * What was unusual of clients and people. Each with the numbers that it was judged by: `value` is over `threshold`, or
   * `name` was never there before.
   */
  @Get()
  async list(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const { format, metric, subject_type, subject, ...range } = readFilters(query, {
      ...rangeReaders,
      ...formatReader,
      metric: wordFilter(...METRICS),
      subject_type: wordFilter('client', 'person'),
      subject: textFilter,
    });
    const { from, to } = wholeHours(rangeOf(range, this.clock.now(), DAYS));
    const all = await this.between(from, to);
    const wanted = Object.entries({ metric, subject_type, subject }).filter(([, value]) => value !== undefined);
    const items = all.filter((item) => wanted.every(([name, value]) => item[name as keyof Anomaly] === value));
    if (format === 'csv') {
      return sendCsv(
        response,
        header,
        items.map((item) => header.map((name) => item[name])),
      );
    }
    const as_of = (await this.agents.asOf())?.toISOString() ?? null;
    response.json({ from: from.toISOString(), to: to.toISOString(), as_of, items, next: null });
  }

  private async between(from: Date, to: Date): Promise<Anomaly[]> {
    const [hours, uses] = await Promise.all([
      this.store.hours(from, to, MOST_ROWS + 1),
      this.store.newUses(from, to, MOST_ROWS + 1),
    ]);
    if (hours.length > MOST_ROWS || uses.length > MOST_ROWS) {
      throw Problem.invalid([{ pointer: 'from', detail: 'leaves too much to be judged: ask for a shorter range' }]);
    }
    const unusual = hours.map(ofHour).filter(({ value, threshold }) => Number(value) > Number(threshold));
    return [...unusual, ...uses.map(ofUse)].sort((one, other) => (String(one.at) < String(other.at) ? -1 : 1));
  }
}

const nothing = { name: null, threshold: null, mean: null, deviation: null, samples: null, known_since: null };

function ofHour({ hour, mean, deviation, ...judged }: JudgedHour): Anomaly {
  const threshold = rounded(thresholdOf(mean, deviation));
  const numbers = { threshold, mean: rounded(mean), deviation: rounded(deviation), known_before: null };
  return { ...nothing, ...judged, ...numbers, at: hour.toISOString() };
}

function ofUse({ subject_type, subject, what, name, at, known_since, known_before }: NewUse): Anomaly {
  const of = { subject_type, subject, name, metric: `new_${what}`, value: 1, known_before };
  return { ...nothing, ...of, at: at.toISOString(), known_since: known_since.toISOString() };
}

function wholeHours({ from, to }: { from: Date; to: Date }): { from: Date; to: Date } {
  const hour = 60 * MINUTE;
  return { from: new Date(Math.floor(+from / hour) * hour), to: new Date(Math.ceil(+to / hour) * hour) };
}

const rounded = (value: number): number => Number(value.toFixed(2));
