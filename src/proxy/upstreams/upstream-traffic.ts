import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { randomInt } from 'node:crypto';
import { Metrics } from '../../http/metrics.js';
import { type Caller, spenderOf } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { CircuitBreaker, type UpstreamFault, type UpstreamHealth } from './circuit-breaker.rules.js';
import type { Upstream } from './upstream.entity.js';

/** Calls in flight whose answer is no event stream, and open event streams, for each upstream and process. */
const CONCURRENT = 256;
const STREAMS = 10_000;
/** The part of a limit that one client, device or person alone may take: nobody can shut out all others. */
const SHARE_OF_ONE = 0.75;

/** How many of a kind there are, together and for each of those whose calls they are. */
class Tally {
  total = 0;
  private readonly shares = new Map<string, number>();

  isFull(limit: number, whose: readonly string[]): boolean {
    const most = Math.ceil(limit * SHARE_OF_ONE);
    return this.total >= limit || whose.some((one) => (this.shares.get(one) ?? 0) >= most);
  }

  add(whose: readonly string[], count: 1 | -1): void {
    this.total += count;
    for (const one of whose) {
      const share = (this.shares.get(one) ?? 0) + count;
      if (share > 0) this.shares.set(one, share);
      else this.shares.delete(one);
    }
  }
}

/** All devices are one client by name; a person may have several clients, and a client several persons. */
function sharesOf(caller: Caller): readonly string[] {
  return [`spender ${spenderOf(caller)}`, `person ${personOf(caller)}`];
}

function personOf({ userId, claims }: Caller): string {
  return userId ?? claims.sub;
}

interface Traffic {
  readonly kind: string;
  readonly name: string;
  /** Scheme and authority, as they are written. */
  readonly origin: string;
  readonly calls: Tally;
  readonly streams: Tally;
  readonly breaker: CircuitBreaker;
}

/** One call on its way to an upstream; it says how it went, and that it has ended. */
export class Passage {
  private held: Tally | null;
  private readonly turn: number;
  private readonly whose: readonly string[];

  constructor(
    private readonly traffic: Traffic,
    private readonly caller: Caller,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.turn = traffic.breaker.turn;
    this.whose = sharesOf(caller);
    this.held = traffic.calls;
    this.held.add(this.whose, 1);
  }

  /** The server gave an answer, of whatever status. @param isStream an event stream, which is counted apart */
  answered(isStream: boolean): void {
    const { breaker, streams, name } = this.traffic;
    if (breaker.answered(this.clock.now())) this.log.info('gate.upstream_up', { server: name });
    if (!isStream || this.held === null) return;
    this.left();
    this.held = streams;
    this.held.add(this.whose, 1);
  }

  failed(fault: UpstreamFault, code: string): void {
    const { breaker, name } = this.traffic;
    const wait = breaker.failed(this.turn, fault, personOf(this.caller), code, this.clock.now());
    if (wait !== null) this.log.warn('gate.upstream_down', { server: name, code, wait });
  }

  /** It has ended, whatever became of it; a second time changes nothing. */
  left(): void {
    this.held?.add(this.whose, -1);
    this.held = null;
  }
}

/**
 * What this process knows of its upstreams while it calls them: who is down, and how much is under way. There is no
 * queue: a call that waits was admitted and decided on at a time that passes, and its client is told when to come back.
 */
@Injectable()
export class UpstreamTraffic {
  /** What falls out begins anew: unknown, with nothing under way. */
  private readonly known = new LRUCache<string, Traffic>({ max: 10_000 });

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    const labels = ['kind', 'server'] as const;
    const up = () =>
      this.each(({ breaker: { health } }) => (health.status === 'unknown' ? null : Number(health.status === 'up')));
    metrics.gauge(
      'gatehouse_upstream_up',
      'Whether the server answered this process, or is not called.',
      labels,
      up,
      'min',
    );
    metrics.gauge('gatehouse_upstream_calls', 'Calls in flight that are no open event streams.', labels, () =>
      this.each(({ calls }) => calls.total),
    );
    metrics.gauge('gatehouse_upstream_streams', 'Open event streams.', labels, () =>
      this.each(({ streams }) => streams.total),
    );
  }

  /**
   * @param mayStream whether the answer may be an event stream
   * @throws Problem 503 while the server is down, or has as much to do as it may have
   */
  enter(upstream: Upstream, caller: Caller, mayStream: boolean): Passage {
    const traffic = this.of(upstream);
    const { concurrent = CONCURRENT, streams = STREAMS } = upstream.limits;
    const whose = sharesOf(caller);
    if (traffic.calls.isFull(concurrent, whose)) {
      throw this.refusal(upstream, 'concurrent', 'The server has too many calls under way.', 1_000);
    }
    // Before it is known whether the answer is one: a call whose answer could not be told must not be made.
    if (mayStream && traffic.streams.isFull(streams, whose)) {
      throw this.refusal(upstream, 'streams', 'The server has too many open event streams.', 1_000);
    }
    const wait = traffic.breaker.wait(this.clock.now(), personOf(caller));
    if (wait > 0) throw this.refusal(upstream, 'down', 'The server could not be reached lately.', wait);
    return new Passage(traffic, caller, this.clock, this.log);
  }

  /** As far as this process knows; another replica may know otherwise. */
  healthOf({ id, url }: Upstream): UpstreamHealth {
    const known = this.known.peek(id);
    return known !== undefined && isAt(known.origin, url)
      ? known.breaker.health
      : { status: 'unknown', since: null, lastError: null };
  }

  private refusal({ kind, name }: Upstream, reason: string, text: string, wait: number): Problem {
    this.metrics.upstreamRefused(kind, name, reason);
    return new Problem(503, text, [], { 'retry-after': String(Math.ceil(wait / 1000)) });
  }

  private of({ id, kind, name, url }: Upstream): Traffic {
    const known = this.known.get(id);
    if (known !== undefined && isAt(known.origin, url)) return known;
    // At another origin is another server; what is under way there still ends.
    const { calls, streams } = known ?? { calls: new Tally(), streams: new Tally() };
    const [origin] = /^[^/]*\/\/[^/?]*/.exec(url) ?? [url];
    const traffic: Traffic = { kind, name, origin, calls, streams, breaker: new CircuitBreaker(jitter) };
    this.known.set(id, traffic);
    return traffic;
  }

  private each(value: (traffic: Traffic) => number | null) {
    return [...this.known.values()].flatMap((traffic) => {
      const measured = value(traffic);
      return measured === null ? [] : [{ labels: { kind: traffic.kind, server: traffic.name }, value: measured }];
    });
  }
}

/** Without parsing the URL at every call. */
function isAt(origin: string, url: string): boolean {
  return url.startsWith(origin) && (url.length === origin.length || '/?'.includes(url.charAt(origin.length)));
}

function jitter(): number {
  return randomInt(1_001) / 1_000;
}
