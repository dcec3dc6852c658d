import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { uuidv7Floor } from '../../kernel/uuid-v7.js';

/** Facts are dated by their id, or up to a second later. */
const LATE = 60_000;

/** Which hours of all traffic a list shows. */
export interface AlarmFilters {
  readonly metric?: string;
  readonly level?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** Which token requests a list shows. */
export interface RequestFilters {
  readonly client_id?: string;
  readonly user_id?: string;
  readonly sid?: string;
  readonly network?: string;
  readonly source?: string;
  readonly outcome?: string;
  readonly traffic?: string;
  /** Points of the network, at least. */
  readonly min_score?: number;
}

export interface AlarmRow {
  readonly id: string;
  readonly hour: Date;
  readonly metric: string;
  readonly level: string;
  readonly value: number;
  readonly baseline: number | null;
}

/** A token request as it was judged. */
export interface RequestRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

export interface ThresholdRow {
  readonly metric: string;
  readonly warning: number;
  readonly critical: number;
  readonly updated_at: Date;
}

const REQUEST = `t.id, t.at, t.source, t.grant_type, t.outcome, t.reason, t.client_id, t.user_id, t.sid, t.network, t.fingerprint,
  t.browser, t.os, t.device, t.country, t.is_bot, t.is_ai_crawler, t.is_scanner, t.is_behavioral_bot, t.behavior_score,
  t.engaged_at, t.traffic`;

/** Reads what was made of traffic. */
@Injectable()
export class TrafficReadingStore {
  constructor(private readonly sql: Sql) {}

  /** The newest first. @param before the id of the last one that was shown */
  alarms(filters: AlarmFilters, before: string | null, limit: number): Promise<AlarmRow[]> {
    const { metric = null, level = null, from = null, to = null } = filters;
    return this.sql.query<AlarmRow & Record<string, unknown>>(
      `SELECT id, hour, metric, level, value, baseline FROM traffic_alarms
        WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR metric = $2) AND ($3::text IS NULL OR level = $3)
          AND ($4::timestamptz IS NULL OR hour >= $4) AND ($5::timestamptz IS NULL OR hour < $5)
        ORDER BY id DESC LIMIT $6`,
      [before, metric, level, from, to, limit],
    );
  }

  /**
   * Token requests of a range of time, the newest first, and which signals their network showed when it was scored last.
   * @param before the id of the last one that was shown
   */
  requests(
    filters: RequestFilters,
    range: { readonly from: Date; readonly to: Date },
    before: string | null,
    limit: number,
  ): Promise<RequestRow[]> {
    const values: unknown[] = [range.from, range.to, uuidv7Floor(+range.from), uuidv7Floor(+range.to + LATE)];
    const holds = ['at >= $1', 'at < $2', 'id >= $3', 'id < $4'];
    const where = (condition: string, value: unknown): void => {
      values.push(value);
      holds.push(`${condition} $${values.length}`);
    };
    if (before !== null) where('id <', before);
    const { min_score, ...equal } = filters;
    for (const [column, value] of Object.entries(equal)) if (value !== undefined) where(`${column} =`, value);
    if (min_score !== undefined) where('behavior_score >=', min_score);
    return this.sql.query<RequestRow>(
      `SELECT ${REQUEST}, o.signals AS network_signals FROM (
         SELECT * FROM session_traffic WHERE ${holds.join(' AND ')} ORDER BY id DESC LIMIT ${limit}) t
         LEFT JOIN origin_scores o USING (network) ORDER BY t.id DESC`,
      values,
    );
  }

  thresholds(): Promise<ThresholdRow[]> {
    return this.sql.query<ThresholdRow & Record<string, unknown>>(
      'SELECT metric, warning, critical, updated_at FROM traffic_thresholds ORDER BY metric',
      [],
    );
  }
}
