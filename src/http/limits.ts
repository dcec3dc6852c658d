import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import type { Soon } from '../kernel/at-hand.js';
import { Clock } from '../kernel/clock.js';
import { Problem, TooManyRequests } from '../kernel/problem.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import type { LimitTier } from '../settings/definitions.js';
import { Settings } from '../settings/settings.js';
import { LIMIT } from './declared-access.js';
import { contextOf } from './request-context.js';
import { SharedLimits, type Weighed } from './shared-limits.js';

type Spent = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** A key of one tier, and what it may spend: `limit` requests in `ttl` milliseconds. */
interface Purse {
  readonly id: string;
  readonly price: number;
  readonly ttl: number;
}

/**
 * Generic cell rate algorithm: after a burst of `limit`, one request every `ttl / limit`, and one number for each key.
 * A refused request costs nothing, so that a caller who waits as told is admitted.
 */
class CellRates {
  /** The time at which a key's requests are paid for; the least recently seen keys are forgotten first. */
  private readonly paidUntil = new LRUCache<string, number>({ max: 100_000 });

  /** What one request now comes to; nothing is spent. */
  weigh({ id, price, ttl }: Purse, now: number): Weighed {
    const owed = this.owed(id, ttl, now);
    const wait = owed + price - ttl;
    // A millionth of a price forgives the rounding of many additions.
    return { isBlocked: wait > price / 1_000_000, owed, wait };
  }

  /** One request that was admitted at that time. */
  charge({ id, price, ttl }: Purse, now: number): void {
    this.paidUntil.set(id, now + this.owed(id, ttl, now) + price);
  }

  /** Never more than a burst, nor later: a clock that was put back would lock out whoever came before for as long. */
  private owed(id: string, ttl: number, now: number): number {
    const owed = Math.max((this.paidUntil.get(id) ?? now) - now, 0);
    if (owed <= ttl) return owed;
    this.paidUntil.set(id, now + ttl);
    return ttl;
  }
}

/** Counted by each replica for itself: to look into Redis would take longer than to answer. */
const OWN: readonly string[] = ['LIMIT_PUBLIC'] satisfies LimitTier[];
/** Refused while nobody can say how often was asked: whoever guesses may not gain by an outage. */
const CLOSED: readonly string[] = ['LIMIT_SIGN_IN'] satisfies LimitTier[];

/** Where limits are counted: in this process; with `REDIS_URL` together with the other replicas, too. */
@Injectable()
export class LimitStorage implements ThrottlerStorage {
  private readonly own = new CellRates();

  constructor(
    private readonly shared: SharedLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 503 while limits of sign-in cannot be counted */
  async increment(key: string, ttl: number, limit: number, _block: number, name: string): Promise<Spent> {
    const here = this.incrementHere(key, ttl, limit, name);
    if (here !== null) return here;
    const now = this.clock.now();
    const purse = purseOf(key, ttl, limit, name);
    const together = await this.shared.spend(name, key, { count: limit, seconds: ttl / 1000 });
    if (together === null && CLOSED.includes(name)) throw uncounted();
    // Others may have been admitted here meanwhile.
    return this.spent(purse, now, together ?? this.own.weigh(purse, now));
  }

  /** The same at once. @returns null, and nothing is spent, when the other replicas must be asked */
  incrementHere(key: string, ttl: number, limit: number, name: string): Spent | null {
    const now = this.clock.now();
    const purse = purseOf(key, ttl, limit, name);
    const weighed = this.own.weigh(purse, now);
    // What this replica admitted by itself is already too much: nobody else needs to be asked.
    const decided = weighed.isBlocked || !this.shared.isUsed || OWN.includes(name);
    return decided ? this.spent(purse, now, weighed) : null;
  }

  private spent(purse: Purse, now: number, { isBlocked, owed, wait }: Weighed): Spent {
    if (!isBlocked) this.own.charge(purse, now);
    return {
      totalHits: Math.ceil(owed / purse.price) + 1,
      timeToExpire: Math.ceil(owed / 1000),
      isBlocked,
      timeToBlockExpire: Math.max(1, Math.ceil(wait / 1000)),
    };
  }
}

function purseOf(key: string, ttl: number, limit: number, name: string): Purse {
  return { id: `${name}:${key}`, price: ttl / limit, ttl };
}

function uncounted(): Problem {
  return new Problem(503, 'Signing in is not possible at the moment. Try again soon.', [], { 'retry-after': '2' });
}

/** Limits what one address asks for, before anybody is authenticated; each route names its tier. */
@Injectable()
export class AddressLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() private readonly storage: LimitStorage,
    reflector: Reflector,
  ) {
    super(options, storage, reflector);
  }

  override canActivate(context: ExecutionContext): Promise<boolean> {
    const tier = this.reflector.getAllAndOverride<LimitTier | undefined>(LIMIT, [
      context.getHandler(),
      context.getClass(),
    ]);
    const throttler = this.throttlers.find(({ name }) => name === (tier ?? 'LIMIT_PUBLIC'));
    if (throttler === undefined) throw new Error(`no limit tier ${String(tier)}`);
    const key = addressKey(contextOf(context.switchToHttp().getRequest()).address);
    const limit = throttler.limit as number;
    const ttl = throttler.ttl as number;
    const here = this.storage.incrementHere(key, ttl, limit, throttler.name as string);
    if (here?.isBlocked === true) throw new TooManyRequests('address', here.timeToBlockExpire);
    // Nest takes an answer at once as well, for which the library's own type leaves no room.
    if (here !== null) return true as unknown as Promise<boolean>;
    return this.handleRequest({
      context,
      limit,
      ttl,
      throttler,
      blockDuration: 0,
      getTracker: () => Promise.resolve(key),
      generateKey: (_context, tracker) => tracker,
    });
  }

  protected override throwThrottlingException(_context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(new TooManyRequests('address', detail.timeToBlockExpire));
  }
}

/** What limits of clients need of the storage: they have no tier that is refused while nobody can count. */
type ClientCounts = ThrottlerStorage & Pick<LimitStorage, 'incrementHere'>;

/** Limits what one client asks for, once it is authenticated: nobody can lock out somebody else's client_id. */
@Injectable()
export class ClientLimits {
  constructor(
    @InjectThrottlerStorage() private readonly storage: ClientCounts,
    private readonly settings: Settings,
  ) {}

  /** @throws TooManyRequests when the client's share is used up; at once, when nobody else needs to be asked */
  spend(tier: LimitTier, clientId: string): Soon<void> {
    const { count, seconds } = this.settings[tier];
    const here = this.storage.incrementHere(clientId, seconds * 1000, count, tier);
    if (here !== null) return admit(here);
    return this.storage.increment(clientId, seconds * 1000, count, 0, tier).then(admit);
  }
}

function admit(spent: Spent): void {
  if (spent.isBlocked) throw new TooManyRequests('client', spent.timeToBlockExpire);
}
