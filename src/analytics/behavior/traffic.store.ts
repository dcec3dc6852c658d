import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';

/** A row of `traffic_counters` as JSON. */
export interface CounterRow {
  readonly hour: string;
  readonly network: string;
  readonly fingerprint: string;
  readonly requests: number;
  readonly refused: number;
  readonly failed: number;
  readonly probes: number;
  readonly bots: number;
  readonly gaps: number;
  readonly gap_seconds: number;
  readonly gap_squares: number;
  readonly peak_minute: number;
}

const added = ['requests', 'refused', 'failed', 'probes', 'bots', 'gaps', 'gap_seconds', 'gap_squares'];

/** Writes `traffic_counters`. */
@Injectable()
export class TrafficStore {
  constructor(private readonly sql: Sql) {}

  /** Adds to whatever was counted before, here and by others. @param rows each hour, network and fingerprint once */
  async add(rows: readonly CounterRow[]): Promise<void> {
    await this.sql.count(
      'traffic_counters.add',
      // In one order: two instances that add to the same rows never wait for each other in a circle.
      `INSERT INTO traffic_counters SELECT * FROM jsonb_populate_recordset(null::traffic_counters, $1)
        ORDER BY hour, network, fingerprint
       ON CONFLICT (hour, network, fingerprint) DO UPDATE SET
         ${added.map((name) => `${name} = traffic_counters.${name} + excluded.${name}`).join(', ')},
         peak_minute = greatest(traffic_counters.peak_minute, excluded.peak_minute)`,
      [JSON.stringify(rows)],
    );
  }
}
