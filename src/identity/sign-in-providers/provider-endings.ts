import { Injectable } from '@nestjs/common';
import type { Transaction } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { WebSessionStore } from '../sessions/web-session.store.js';

/** Whom a provider means: one of its sessions, one of its people, or everybody. */
export interface UpstreamSignOut {
  readonly subject?: string;
  readonly sid?: string;
}

/** Ends sign-ins that came from a provider. */
@Injectable()
export class ProviderEndings {
  constructor(
    private readonly web: WebSessionStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @returns how many sessions ended, with those that were opened from them */
  async end(
    transaction: Transaction,
    providerId: string,
    reason: string,
    whose: UpstreamSignOut = {},
  ): Promise<number> {
    let closed = 0;
    for (const id of await this.web.ofProvider(transaction, providerId, whose)) {
      closed += await this.sessions.close(transaction, id, reason);
    }
    return closed;
  }
}
