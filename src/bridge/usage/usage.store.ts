import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7Floor } from '../../kernel/uuid-v7.js';

/** Days back from now of which usage is told, the longest last. */
export const PERIODS = [1, 7, 30] as const;

/** One number for each of {@link PERIODS}. */
type ByPeriod = readonly number[];

/** What hosts told of themselves: the totals of sessions of which something was heard in a period, each as it was told last. */
export interface ToldTotals {
  /** Whether they are the asking device's own, not those of another device of its person. */
  readonly own: boolean;
  readonly sessions: ByPeriod;
  readonly forwarded: ByPeriod;
  readonly tokensIn: ByPeriod;
  readonly tokensOut: ByPeriod;
}

/** What the gate decided on, by its own record. */
export interface DecidedCalls {
  readonly own: boolean;
  readonly decision: 'allow' | 'deny';
  readonly calls: ByPeriod;
}

const DAY = 86_400_000;
/** Arrays of float8 come as numbers: a sum may be beyond what an integer of PostgreSQL holds. */
const overPeriods = (value: string, condition: string): string =>
  `ARRAY[${PERIODS.map((_, at) => `coalesce(${value} FILTER (WHERE ${condition} >= $${at + 3}), 0)`).join(', ')}]::float8[]`;

/** Reads what the devices of a person did; it writes nothing. */
@Injectable()
export class UsageStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  totals(deviceId: string, userId: string): Promise<ToldTotals[]> {
    const sum = (column: string): string => overPeriods(`sum(h.${column})`, 'h.last_heartbeat_at');
    return this.sql.rows<{ [Name in keyof ToldTotals]: ToldTotals[Name] }>(
      'usage.totals',
      `SELECT d.id = $1 AS own, ${overPeriods('count(*)', 'h.last_heartbeat_at')} AS sessions,
              ${sum('forwarded_total')} AS forwarded, ${sum('tokens_in_total')} AS "tokensIn",
              ${sum('tokens_out_total')} AS "tokensOut"
         FROM devices d JOIN device_heartbeats h ON h.device_id = d.id
        WHERE d.user_id = $2 GROUP BY d.id = $1`,
      [deviceId, userId, ...this.beginnings()],
    );
  }

  /**
   * By the index of evidence on sessions, and within the weeks that count: their ids carry their time. As far back as
   * sessions are kept (RETENTION_DAYS).
   */
  calls(deviceId: string, userId: string): Promise<DecidedCalls[]> {
    return this.sql.rows<{ [Name in keyof DecidedCalls]: DecidedCalls[Name] }>(
      'usage.calls',
      `SELECT d.id = $1 AS own, e.decision, ${overPeriods('count(*)', 'e.id')} AS calls
         FROM devices d
         JOIN sessions s ON s.parent_id = d.session_id
         JOIN audit_events e ON e.sid = s.id AND e.id >= $${PERIODS.length + 2}
        WHERE d.user_id = $2 AND e.kind = 'gate.call' AND e.decision IN ('allow', 'deny')
        GROUP BY d.id = $1, e.decision`,
      [deviceId, userId, ...this.beginnings().map((begin) => uuidv7Floor(begin.getTime()))],
    );
  }

  private beginnings(): Date[] {
    return PERIODS.map((days) => new Date(this.clock.now() - days * DAY));
  }
}
