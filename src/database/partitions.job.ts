import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { RecurringJob } from './recurring.job.js';
import { Sql } from './sql.js';

const HOUR = 3_600_000;

/**
 * Creates the partitions of the coming weeks and drops those past retention, at the start and every hour. A missed hour
 * costs nothing: four weeks are there already, and a default partition catches the rest.
 */
@Injectable()
export class PartitionsJob extends RecurringJob {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly settings: Settings,
    log: Log,
  ) {
    super(log, { every: HOUR, atStart: true, failure: 'partitions.failed' });
  }

  protected async work(): Promise<void> {
    const now = new Date(this.clock.now());
    await this.sql.query('SELECT keep_partitions($1, $2)', [now, this.settings.RETENTION_DAYS]);
  }
}
