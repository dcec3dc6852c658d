import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Log } from '../kernel/log.js';
import { CHANNEL } from './outbox.js';

/** Milliseconds until a lost connection is opened again, and between two proofs that it still stands. */
const AGAIN = 1_000;
const PROOF = 10_000;

/**
 * A connection of its own that hears when the outbox has something new. What it hears is a hint: it is lost behind a
 * PgBouncer that pools transactions, and while there is no connection. Whoever reads looks without one, too.
 */
@Injectable()
export class ChangeListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly url: string;
  private readonly hear = new Set<(first: boolean) => void>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** Whether the log knows that nothing is heard. */
  private told = false;

  constructor(
    source: DataSource,
    private readonly log: Log,
  ) {
    this.url = (source.options as { url: string }).url;
  }

  /** @param hear told whether it is the first hint of a connection: nobody knows what was said before */
  onHint(hear: (first: boolean) => void): void {
    this.hear.add(hear);
  }

  onApplicationBootstrap(): void {
    void this.open();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch((err: unknown) => this.log.warn('changes.unheard', { err }));
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'gatehouse-changes',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', () => this.hint(false));
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client, new Error('the connection has ended')));
    try {
      await client.connect();
      await this.listen(client);
      this.told = false;
      this.hint(true);
    } catch (err) {
      this.lost(client, err);
    }
  }

  /** Said again and again, it changes nothing, and shows that the connection still stands. */
  private async listen(client: pg.Client): Promise<void> {
    await client.query(`LISTEN ${CHANNEL}`);
    if (this.client !== client || this.stopped) return;
    this.timer = setTimeout(() => {
      this.listen(client).catch((err: unknown) => this.lost(client, err));
    }, PROOF).unref();
  }

  private lost(client: pg.Client, err: unknown): void {
    if (this.client !== client || this.stopped) return;
    this.client = undefined;
    clearTimeout(this.timer);
    if (!this.told) this.log.warn('changes.unheard', { err });
    this.told = true;
    // It is gone already, or will be when the network says so.
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.open(), AGAIN).unref();
  }

  private hint(first: boolean): void {
    for (const hear of this.hear) hear(first);
  }
}
