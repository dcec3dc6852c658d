import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Signals } from '../analytics.contract.js';
import { isProbe } from '../scanners.js';
import { NamesOfHour } from './names-of-hour.rules.js';
import { type CounterRow, TrafficStore } from './traffic.store.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const FLUSH = 5_000;
/** Networks and fingerprints that are counted apart between two writings; those that come later are counted together. */
const MOST = 5_000;

type Count = { -readonly [Name in keyof CounterRow]: CounterRow[Name] };

/** The last request of a network and fingerprint, and how many there were in its minute. */
interface Seen {
  readonly at: number;
  readonly inMinute: number;
}

/** Counts requests in memory and adds them up in the database every few seconds; no request waits, or makes a statement. */
@Injectable()
export class TrafficCounters implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counts = new Map<string, Count>();
  private readonly names = new NamesOfHour();
  private readonly seen = new LRUCache<string, Seen>({ max: 20_000 });
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly signals: Signals,
    private readonly store: TrafficStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  readonly watch = (request: Request, response: Response, next: NextFunction): void => {
    // Also of whoever does not wait for the answer.
    response.on('close', () => this.add(request, response.statusCode));
    next();
  };

  /** Resolves when what was counted is written, or is given up. */
  async flush(): Promise<void> {
    await this.writing;
    if (this.counts.size === 0) return;
    const rows = [...this.counts.values()];
    this.counts = new Map();
    this.writing = this.store
      .add(rows)
      .catch((err: unknown) => this.log.warn('traffic.not_counted', { rows: rows.length, err }))
      .finally(() => (this.writing = null));
    await this.writing;
  }

  private add(request: Request, status: number): void {
    const { network, fingerprint, isBot } = this.signals.of(request);
    const now = this.clock.now();
    const count = this.countOf(network, fingerprint ?? '', now);
    count.requests += 1;
    if (status >= 500) count.failed += 1;
    else if (status >= 400) count.refused += 1;
    if (isProbe(request.path) && !isBySomebodysPage(request)) count.probes += 1;
    if (isBot) count.bots += 1;
    // Beyond a writing: pauses are longer than the seconds between two.
    const key = `${count.network} ${count.fingerprint}`;
    const before = this.seen.get(key);
    if (before !== undefined) {
      const gap = Math.max(0, now - before.at) / 1000;
      count.gaps += 1;
      count.gap_seconds += gap;
      count.gap_squares += gap * gap;
    }
    const isSame = before !== undefined && Math.floor(before.at / MINUTE) === Math.floor(now / MINUTE);
    const inMinute = isSame ? before.inMinute + 1 : 1;
    count.peak_minute = Math.max(count.peak_minute, inMinute);
    this.seen.set(key, { at: now, inMinute });
  }

  private countOf(toldNetwork: string, toldFingerprint: string, now: number): Count {
    const hour = new Date(now - (now % HOUR)).toISOString();
    const [network, fingerprint] = this.names.of(hour, toldNetwork, toldFingerprint);
    const key = `${hour} ${network} ${fingerprint}`;
    const known = this.counts.get(key);
    if (known !== undefined) return known;
    if (network !== '' && this.counts.size >= MOST) return this.countOf('', '', now);
    const fresh: Count = {
      hour,
      network,
      fingerprint,
      requests: 0,
      refused: 0,
      failed: 0,
      probes: 0,
      bots: 0,
      gaps: 0,
      gap_seconds: 0,
      gap_squares: 0,
      peak_minute: 0,
    };
    this.counts.set(key, fresh);
    return fresh;
  }
}

/** A page may have its visitors' browsers ask for anything; they say so (Fetch Metadata), and it is not their doing. */
function isBySomebodysPage({ headers }: Request): boolean {
  return headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
}
