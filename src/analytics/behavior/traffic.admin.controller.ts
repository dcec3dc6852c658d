import { Controller, Get } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, type ListRequest, textFilter, timeFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Settings } from '../../settings/settings.js';
import { rangeOf } from '../reports/counted-report.request.js';
import { reputationSignals, type Signal, signals } from './behavior.rules.js';
import {
  type AlarmFilters,
  type AlarmRow,
  type RequestFilters,
  type RequestRow,
  type ThresholdRow,
  TrafficReadingStore,
} from './traffic-reading.store.js';

/** Days that are looked through: a filter that fits little would read all that there is. */
const DAYS = { days: 1, most: 31 };

const range = { from: timeFilter, to: timeFilter };
const ofAlarms = { ...range, metric: textFilter, level: wordFilter('warning', 'critical') };
const ofRequests = {
  ...range,
  client_id: textFilter,
  user_id: idFilter,
  sid: idFilter,
  network: textFilter,
  source: textFilter,
  outcome: wordFilter('issued', 'refused'),
  traffic: wordFilter('human', 'ghost', 'bot'),
  min_score: scoreFilter,
};

/** What is in force; it is changed by settings, and in the table. */
interface Thresholds {
  /** Points of a network from which on its token requests count as a program's. */
  readonly behavior_threshold: number;
  readonly network_signals: readonly SignalView[];
  /** Begins at 50, and stays between 0 and 100. */
  readonly fingerprint_signals: readonly SignalView[];
  readonly alarms: readonly ThresholdRow[];
}

interface SignalView {
  readonly name: string;
  readonly points: number;
  readonly means: string;
}

/** What was made of traffic, for administrators to read: nothing here decides, and nothing can be changed. */
@Controller('api/v1/admin/traffic')
@Administers('reports')
export class TrafficAdminController {
  constructor(
    private readonly store: TrafficReadingStore,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Hours of all traffic in which a measure reached its threshold, the newest first. */
  @Get('alarms')
  async alarms(@ListQuery(ofAlarms) { page, filters }: ListRequest<AlarmFilters>): Promise<Page<AlarmRow>> {
    const rows = await this.store.alarms(filters, page.after, page.limit + 1);
    return pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (row) => row,
    );
  }

  /** Token requests with their scores, the newest first; the last day unless told otherwise. */
  @Get('requests')
  async requests(
    @ListQuery(ofRequests) { page, filters }: ListRequest<RequestFilters & { from?: Date; to?: Date }>,
  ): Promise<Page<RequestRow>> {
    const { from, to, ...others } = filters;
    const asked = rangeOf({ ...(from && { from }), ...(to && { to }) }, this.clock.now(), DAYS);
    const rows = await this.store.requests(others, asked, page.after, page.limit + 1);
    return pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (row) => row,
    );
  }

  /** By which numbers traffic is judged at this moment. */
  @Get('thresholds')
  async thresholds(): Promise<Thresholds> {
    return {
      behavior_threshold: this.settings.BEHAVIOR_THRESHOLD,
      network_signals: viewOf(signals),
      fingerprint_signals: viewOf(reputationSignals),
      alarms: await this.store.thresholds(),
    };
  }
}

function viewOf(all: Readonly<Record<string, Signal>>): SignalView[] {
  return Object.entries(all).map(([name, { points, means }]) => ({ name, points, means }));
}

function scoreFilter(text: string): number {
  const score = Number(text);
  if (!/^\d{1,3}$/.test(text)) throw new Error('must be a whole number from 0 to 999');
  return score;
}
