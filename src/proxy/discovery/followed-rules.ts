import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { PolicyCaller } from '../../policy/policy.contract.js';
import { Upstreams } from '../upstreams/upstreams.contract.js';

/** Milliseconds for which the rules that a stream was looked at by are taken for those of now. */
const FRESH = 1_000;

interface Followed {
  at: number;
  /** Null until they are read anew. */
  now: Promise<PolicyCaller | null> | null;
}

/** A stream outlives the rules that it was opened under: whoever looks at it asks here by which to judge. */
@Injectable()
export class FollowedRules {
  private readonly followed = new WeakMap<PolicyCaller, Followed>();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly clock: Clock,
  ) {}

  /** @param caller with the upstream as it has just been read */
  follow(caller: PolicyCaller): void {
    this.followed.set(caller, { at: this.clock.now(), now: null });
  }

  /**
   * The caller with the upstream as it was a second ago at most, if it is followed, else as it was when the call came.
   * @returns null when it is not served any more
   */
  now(caller: PolicyCaller): Promise<PolicyCaller | null> {
    const followed = this.followed.get(caller);
    if (followed === undefined) return Promise.resolve(caller);
    const now = this.clock.now();
    if (now - followed.at >= FRESH) {
      followed.at = now;
      followed.now = this.read(caller);
    }
    return followed.now ?? Promise.resolve(caller);
  }

  private async read(caller: PolicyCaller): Promise<PolicyCaller | null> {
    const { id, kind, name } = caller.upstream;
    const upstream = await this.upstreams.find(kind, name);
    return upstream?.id === id && upstream.status === 'active' ? { ...caller, upstream } : null;
  }
}
