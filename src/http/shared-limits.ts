import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Log } from '../kernel/log.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import type { Rate } from '../settings/readers.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { Metrics } from './metrics.js';
import { RedisLine, UselessAnswer } from './redis-line.js';

/** Milliseconds between two looks at a Redis that is there, by which its absence is seen before somebody needs it. */
const LOOK_MS = 5000;
/** The same, of one that is away. */
const RETRY_MS = 1000;
const PROBE: Rate = { count: 1_000_000, seconds: 1 };

/** What one request came to, in milliseconds. */
export interface Weighed {
  readonly isBlocked: boolean;
  readonly owed: number;
  readonly wait: number;
}

/**
 * The limits that all replicas count together, in Redis or Valkey. While it is away nobody waits for it: it is left alone
 * until a look of our own finds it writing again.
 */
@Injectable()
export class SharedLimits implements OnModuleInit, OnApplicationShutdown {
  private readonly key: Buffer;
  private line: RedisLine | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private told: 'nothing' | 'here' | 'away' = 'nothing';
  private stopped = false;

  constructor(
    private readonly settings: Settings,
    private readonly log: Log,
    secrets: Secrets,
    metrics: Metrics,
  ) {
    // Two Gatehouses on one Redis do not meet, and no address of anybody is in it.
    this.key = secrets.key(`limits ${settings.PUBLIC_URL}`);
    if (!this.isUsed) return;
    const help = 'Processes that count limits together with the other replicas: 0 of one that counts alone.';
    metrics.gauge('gatehouse_limits_shared', help, [], () => [{ labels: {}, value: this.isHere ? 1 : 0 }]);
  }

  /** Whether there is a `REDIS_URL`. */
  get isUsed(): boolean {
    return this.settings.REDIS_URL !== undefined;
  }

  get isHere(): boolean {
    return this.line !== undefined;
  }

  async onModuleInit(): Promise<void> {
    if (this.isUsed) await this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.line?.close();
    await this.looking;
  }

  /** Counts one request, unless it is refused. @returns null when nobody can say how many there were */
  async spend(tier: string, key: string, rate: Rate): Promise<Weighed | null> {
    const line = this.line;
    if (line === undefined) return null;
    try {
      return await this.ask(line, tier, key, rate);
    } catch (error) {
      this.lose(line, error as Error);
      return null;
    }
  }

  private async ask(line: RedisLine, tier: string, key: string, { count, seconds }: Rate): Promise<Weighed> {
    const name = keyedHash(this.key, key).toString('base64url');
    const burst = seconds * 1_000_000;
    const { refused, owed, wait } = await line.spend(`gatehouse:limit:${tier}:${name}`, burst / count, burst);
    return { isBlocked: refused, owed: owed / 1000, wait: wait / 1000 };
  }

  private lose(line: RedisLine, reason: Error): void {
    line.close();
    if (this.line !== line || this.stopped) return;
    this.line = undefined;
    this.tell('away', reason);
    // Redis closes connections that it has no fault to find with, too: it may be here again at once. One that can look
    // but not count would be connected to by every request.
    this.next(reason instanceof UselessAnswer ? RETRY_MS : 0);
  }

  private next(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.look(), milliseconds).unref();
  }

  private look(): Promise<void> {
    this.looking ??= this.looked().finally(() => {
      this.looking = undefined;
      this.next(this.isHere ? LOOK_MS : RETRY_MS);
    });
    return this.looking;
  }

  /** By the same script, as it writes: a replica that is read-only, or has no memory left, is of no use. */
  private async looked(): Promise<void> {
    const known = this.line;
    const line = known ?? new RedisLine(this.settings.REDIS_URL as string, (...lost) => this.lose(...lost));
    try {
      if (known === undefined) await line.open();
      await this.ask(line, 'look', '', PROBE);
      if (this.stopped) return line.close();
      this.line = line;
      this.tell('here');
    } catch (error) {
      line.close();
      this.line = undefined;
      this.tell('away', error as Error);
    }
  }

  private tell(state: 'here' | 'away', reason?: Error): void {
    if (this.told === state || this.stopped) return;
    if (state === 'away') this.log.warn('limits.shared_away', { reason: reason?.message.slice(0, 200) });
    else this.log.info(this.told === 'nothing' ? 'limits.shared' : 'limits.shared_back');
    this.told = state;
  }
}
