import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { RecurringJob } from './recurring.job.js';
import { Sql } from './sql.js';

const HOUR = 3_600_000;
/** Strangers can make authorization requests: what nobody came for must not stay. */
const MINUTE = 60_000;

/** Tables whose rows end by themselves: the column that says when, and for how many hours more they are of use. */
const expiring = [
  ['authorization_requests', 'expires_at', 0],
  // A code that comes again after a month still ends what it began.
  ['authorization_codes', 'expires_at', 30 * 24],
  ['web_sessions', 'expires_at', 0],
  ['setup_links', 'expires_at', 0],
  ['company_sign_ins', 'expires_at', 0],
  ['pending_sign_ins', 'expires_at', 0],
  ['spent_ids', 'expires_at', 0],
  ['passkey_ceremonies', 'expires_at', 0],
  // The last try: an hour without one starts afresh.
  ['sign_in_failures', 'updated_at', 24],
  // So long those who look can see what there was; a revoked one, too, stays until then.
  ['access_keys', 'expires_at', 30 * 24],
  ['devices', 'expires_at', 30 * 24],
  // As long as usage is told of.
  ['device_heartbeats', 'expires_at', 30 * 24],
  // One that comes again is told the same as one that nobody made.
  ['bridge_codes', 'expires_at', 24],
  ['device_authorizations', 'expires_at', 24],
  // Those that were replaced; the others have no such time.
  ['client_secrets', 'expires_at', 0],
  ['hook_calls', 'expires_at', 0],
  ['kept_answers', 'expires_at', 0],
  ['upstream_tokens', 'expires_at', 0],
  ['shown_lists', 'expires_at', 0],
  // Whoever has not read for so long looks at everything anew.
  ['outbox', 'at', 1],
  // Scores look a day back, and what is usual is told by a week.
  ['traffic_counters', 'hour', 30 * 24],
  ['traffic_alarms', 'hour', 90 * 24],
  // So long those who look can see what there was; the others have no such time.
  ['address_bans', 'expires_at', 30 * 24],
  ['registration_tokens', 'expires_at', 30 * 24],
] as const;

/** Deletes what has expired, at the start and every minute. Tables that grow with traffic drop partitions instead. */
@Injectable()
export class ExpiredRowsJob extends RecurringJob {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    log: Log,
  ) {
    super(log, { every: MINUTE, atStart: true, failure: 'expired_rows.failed' });
  }

  /** Nothing depends on it: whoever reads such a row looks at its time. */
  protected async work(): Promise<void> {
    for (const [table, column, hours] of expiring) {
      const before = new Date(this.clock.now() - hours * HOUR);
      await this.sql.query(`DELETE FROM ${table} WHERE ${column} < $1`, [before]);
    }
  }
}
