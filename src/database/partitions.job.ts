import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { Sql } from './sql.js';

const HOUR = 3_600_000;

/** Creates the partitions of the coming weeks and drops those past retention, at the start and every hour. */
@Injectable()
export class PartitionsJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // The default partition catches what has none: no reason to refuse the start.
    await this.run().catch((err: unknown) => this.log.warn('partitions.failed', { err }));
    // A missed hour costs nothing: four weeks are there already, and a default partition catches the rest.
    this.timer = setInterval(
      () => void this.run().catch((err: unknown) => this.log.warn('partitions.failed', { err })),
      HOUR,
    ).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    const now = new Date(this.clock.now());
    await this.sql.query('SELECT keep_partitions($1, $2)', [now, this.settings.RETENTION_DAYS]);
  }
}
