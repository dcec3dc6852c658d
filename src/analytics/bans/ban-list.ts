import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeFeed, type HeardChange } from '../../database/change-feed.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { BanTable, type HeldBan } from './ban.rules.js';
import { BanStore } from './ban.store.js';

/** Milliseconds after which another read is tried when one has failed. */
const RETRY = 1_000;
/**
 * Milliseconds for which a copy is good that may lack a change. A change is told at once, or by the feed's next read within
 * a second: the copy is this old only when the database cannot be read.
 */
const STALE = 5_000;

/** All bans in force, in memory: no request waits for the database, and none is let in by a copy that may be old. */
@Injectable()
export class BanList implements OnApplicationBootstrap, OnApplicationShutdown {
  private table: BanTable | null = null;
  /** Since when there is a change that the table lacks, on the scale of performance.now(). */
  private behindSince: number | null = null;
  private wanted = false;
  private reading: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly bans: BanStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    // Before the feed's first read, by which it tells everybody: what changes before that is read after it.
    this.feed.on('bans', (changes) => this.hear(changes));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
    if (this.table === null) throw new Error('the bans cannot be read');
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.wanted = false;
  }

  /** Whether there may be bans, made longer ago than is bearable, that {@link covering} does not know. */
  get isStale(): boolean {
    const behind = this.behindSince === null ? 0 : performance.now() - this.behindSince;
    return this.table === null || Math.max(behind, this.feed.age()) > STALE;
  }

  /** The ban that is in force for an address. @param network see {@link BanTable.covering} */
  covering(address: string, network: () => string): HeldBan | null {
    return this.table?.covering(address, network, this.clock.now()) ?? null;
  }

  /** Resolves when whatever was committed before is known, or could not be read; never rejects. */
  refresh(): Promise<void> {
    this.wanted = true;
    this.reading ??= this.read().finally(() => (this.reading = null));
    return this.reading;
  }

  private hear(changes: readonly HeardChange[]): void {
    const since = Math.min(...changes.map((change) => change.since ?? performance.now()));
    this.behindSince = Math.min(this.behindSince ?? Infinity, since);
    void this.refresh();
  }

  /** One read at a time; what is heard meanwhile is read about anew. */
  private async read(): Promise<void> {
    clearTimeout(this.timer);
    try {
      while (this.wanted) {
        this.wanted = false;
        this.table = new BanTable(await this.bans.current());
        if (!this.wanted) this.behindSince = null;
      }
    } catch (err) {
      this.log.warn('bans.unread', { err });
      this.timer = setTimeout(() => void this.refresh(), RETRY).unref();
    }
  }
}
