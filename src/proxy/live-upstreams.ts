import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeFeed, type HeardChange } from '../database/change-feed.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { changedMeanwhile } from './still-admitted.js';
import type { Upstream } from './upstreams/upstream.entity.js';
import { Upstreams, type UpstreamState } from './upstreams/upstreams.contract.js';

/** Milliseconds between two looks at every upstream that something is held of: what was told may be lost. */
const LOOK = 2_000;
/** Milliseconds after a change in which whoever was being admitted is held at last. */
const ADMISSION = 100;

/** Something that goes on with an upstream. */
interface Watch {
  /** Whether it was decided on once for all that comes, so that it ends when that changes by which it was. */
  readonly listens: () => boolean;
  /** Is called once at most, and does not throw. @param reason what whoever waits is told */
  readonly end: (reason: Problem) => void;
}

type Held = Watch & { readonly upstream: UpstreamState };

/**
 * Ends what goes on with upstreams that were switched off or removed, and streams when the upstream or a rule about it is
 * another: a call is decided on when it comes, a stream goes on for hours. Its client opens it again, and that is decided.
 */
@Injectable()
export class LiveUpstreams implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly held = new Map<string, Set<Held>>();
  /** Upstreams to be looked at; null for all. */
  private wanted: Set<string> | null = new Set();
  private looking = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly upstreams: Upstreams,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.feed.on('upstreams', (changes) => {
      this.hear(changes);
      // Whoever was admitted before the change, and is held only after this look, is met by another one.
      setTimeout(() => this.hear(changes), ADMISSION).unref();
    });
    this.timer = setInterval(() => this.hear([{ ids: null, since: null }]), LOOK).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * @param upstream as the call was admitted to it
   * @returns what to call when there is nothing to end any more
   */
  hold({ id, status, policyVersion, updatedAt }: Upstream, { listens, end }: Watch): () => void {
    const one: Held = { upstream: { id, status, policyVersion, updatedAt }, listens, end };
    const all = this.held.get(id);
    if (all === undefined) this.held.set(id, new Set([one]));
    else all.add(one);
    return () => this.release(one);
  }

  private release(one: Held): void {
    const all = this.held.get(one.upstream.id);
    if (all?.delete(one) === true && all.size === 0) this.held.delete(one.upstream.id);
  }

  private hear(changes: readonly HeardChange[]): void {
    for (const { ids } of changes) {
      if (ids === null) this.wanted = null;
      else for (const id of ids) this.wanted?.add(id);
    }
    void this.look();
  }

  /** One look at a time; what cannot be asked about now is asked about at the next. */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.wanted === null || this.wanted.size > 0) {
        const ids = [...(this.wanted ?? this.held.keys())].filter((id) => this.held.has(id));
        this.wanted = new Set();
        // Those that come while we ask may know better than the answer.
        const asked = ids.flatMap((id) => [...(this.held.get(id) ?? [])]);
        if (asked.length > 0) this.compare(asked, await this.upstreams.states(ids));
      }
    } catch (err) {
      this.wanted = null;
      this.log.warn('gate.upstreams_unchecked', { err });
    } finally {
      this.looking = false;
    }
  }

  private compare(asked: readonly Held[], states: readonly UpstreamState[]): void {
    const known = new Map(states.map((state) => [state.id, state]));
    for (const one of asked) {
      const reason = endingOf(one, known.get(one.upstream.id));
      // What has ended meanwhile of its own accord is not ended again.
      if (reason === null || this.held.get(one.upstream.id)?.has(one) !== true) continue;
      this.release(one);
      one.end(reason);
    }
  }
}

function endingOf({ upstream, listens }: Held, now: UpstreamState | undefined): Problem | null {
  if (now?.status !== 'active') return new Problem(503, 'This server is switched off.');
  const isSame =
    now.policyVersion === upstream.policyVersion && now.updatedAt.getTime() === upstream.updatedAt.getTime();
  return isSame || !listens() ? null : changedMeanwhile();
}
