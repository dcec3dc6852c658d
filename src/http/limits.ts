import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerStorage, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { Clock } from '../kernel/clock.js';
import { TooManyRequests } from '../kernel/problem.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import type { LimitTier } from '../settings/definitions.js';
import { Settings } from '../settings/settings.js';
import { LIMIT } from './declared-access.js';
import { contextOf } from './request-context.js';

type Spent = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Generic cell rate algorithm: after a burst of `limit`, one request every `ttl / limit`, and one number for each key.
 * A refused request costs nothing, so that a caller who waits as told is admitted.
 */
@Injectable()
export class CellRateStorage implements ThrottlerStorage {
  /** The time at which a key's requests are paid for; the least recently seen keys are forgotten first. */
  private readonly paidUntil = new LRUCache<string, number>({ max: 100_000 });

  constructor(private readonly clock: Clock) {}

  increment(key: string, ttl: number, limit: number, _block: number, name: string): Promise<Spent> {
    const now = this.clock.now();
    const price = ttl / limit;
    const id = `${name}:${key}`;
    const paid = Math.max(this.paidUntil.get(id) ?? now, now);
    const wait = paid + price - now - ttl;
    // A millionth of a price forgives the rounding of many additions.
    const isBlocked = wait > price / 1_000_000;
    if (!isBlocked) this.paidUntil.set(id, paid + price);
    const totalHits = Math.ceil((paid - now) / price) + 1;
    const timeToExpire = Math.ceil((paid - now) / 1000);
    return Promise.resolve({
      totalHits,
      timeToExpire,
      isBlocked,
      timeToBlockExpire: Math.max(1, Math.ceil(wait / 1000)),
    });
  }
}

/** Limits what one address asks for, before anybody is authenticated; each route names its tier. */
@Injectable()
export class AddressLimitGuard extends ThrottlerGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const tier = this.reflector.getAllAndOverride<LimitTier | undefined>(LIMIT, [
      context.getHandler(),
      context.getClass(),
    ]);
    const throttler = this.throttlers.find(({ name }) => name === (tier ?? 'LIMIT_PUBLIC'));
    if (throttler === undefined) throw new Error(`no limit tier ${String(tier)}`);
    return this.handleRequest({
      context,
      limit: throttler.limit as number,
      ttl: throttler.ttl as number,
      throttler,
      blockDuration: 0,
      getTracker: (request) => Promise.resolve(addressKey(contextOf(request as never).address)),
      generateKey: (_context, tracker) => tracker,
    });
  }

  protected override throwThrottlingException(_context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(new TooManyRequests('address', detail.timeToBlockExpire));
  }
}

/** Limits what one client asks for, once it is authenticated: nobody can lock out somebody else's client_id. */
@Injectable()
export class ClientLimits {
  constructor(
    private readonly storage: ThrottlerStorage,
    private readonly settings: Settings,
  ) {}

  /** @throws TooManyRequests when the client's share is used up */
  async spend(tier: LimitTier, clientId: string): Promise<void> {
    const { count, seconds } = this.settings[tier];
    const spent = await this.storage.increment(clientId, seconds * 1000, count, 0, tier);
    if (spent.isBlocked) throw new TooManyRequests('client', spent.timeToBlockExpire);
  }
}
