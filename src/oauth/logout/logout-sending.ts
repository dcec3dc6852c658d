import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { type Outcome, outcomeOf } from './logout-delivery.rules.js';
import type { ClaimedDelivery } from './logout-delivery.store.js';
import { LogoutTokens } from './logout-tokens.js';

/** What came of a try, and why, for log and evidence. */
export interface Tried {
  readonly outcome: Outcome;
  readonly cause: string;
}

/** Tells a client once that a person has signed out. */
@Injectable()
export class LogoutSending {
  constructor(
    private readonly tokens: LogoutTokens,
    private readonly fetch: GuardedFetch,
    private readonly clock: Clock,
  ) {}

  async try(delivery: ClaimedDelivery): Promise<Tried> {
    if (delivery.uri === null) return { outcome: 'given up', cause: 'the client is not told any more' };
    const age = this.clock.now() - delivery.createdAt.getTime();
    const after = (status: number | null): Outcome => outcomeOf(status, delivery.attempts, age);
    const token = await this.tokens.sign(delivery);
    try {
      const status = await this.fetch.tell(delivery.uri, { logout_token: token });
      return { outcome: after(status), cause: `the answer was ${status}` };
    } catch (error) {
      if (!(error instanceof FetchRefused)) throw error;
      return { outcome: after(null), cause: error.reason };
    }
  }
}
