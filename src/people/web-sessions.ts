import { Injectable } from '@nestjs/common';
import type { Origin } from '../analytics/analytics.contract.js';
import { Changes, type Transaction } from '../identity/changes.store.js';
import { SessionStore } from '../identity/sessions/session.store.js';
import {
  type FromProvider,
  type SignedIn,
  type SignInMeans,
  WebSessionStore,
} from '../identity/sessions/web-session.store.js';
import { currentTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Settings } from '../settings/settings.js';
import { deviceWords } from './device-words.js';

/** A person who has just proved who they are, by what, and the cookie that they are given. */
export interface FreshSignIn {
  readonly userId: string;
  readonly means: SignInMeans;
  /** When somebody else authenticated them; now unless told. */
  readonly authenticatedAt?: Date;
  readonly from?: FromProvider;
  /** Whether what they proved it by is still theirs, until the transaction ends: it may have been changed meanwhile. */
  readonly stillProven: (transaction: Transaction) => Promise<boolean>;
  readonly cookieHash: string;
  /** Of the cookie that the browser sent; null when it sent none. */
  readonly previousHash: string | null;
  readonly origin: Origin;
}

const FROM_NOBODY: FromProvider = { providerId: null, upstreamSubject: null, upstreamSid: null };

/** Thrown to undo a sign-in by what is no longer the person's. */
class ProofSpoilt extends Error {}

/** Sign-ins of people at browsers: sessions of source `web`, found by a cookie that is new with every sign-in. */
@Injectable()
export class WebSessions {
  constructor(
    private readonly web: WebSessionStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Who is signed in by a cookie, if anybody is. */
  current(cookieHash: string | null): Promise<SignedIn | null> {
    return cookieHash === null ? Promise.resolve(null) : this.web.find(cookieHash);
  }

  /**
   * Whoever signs in again goes on with the session they have, under a new cookie; whoever takes another's place ends
   * that session. The old cookie is worth nothing afterwards.
   * @returns whether what they proved it by was still theirs
   */
  async open(fresh: FreshSignIn): Promise<boolean> {
    const { userId } = fresh;
    const previous = await this.current(fresh.previousHash);
    try {
      await this.changes.record(
        async (transaction) => {
          if (!(await fresh.stillProven(transaction))) throw new ProofSpoilt();
          return this.place(transaction, fresh, previous);
        },
        (sid) => ({ kind: 'sign_in.succeeded', decision: 'allow', sub: userId, sid, detail: { amr: fresh.means.amr } }),
      );
      return true;
    } catch (error) {
      if (error instanceof ProofSpoilt) return false;
      throw error;
    }
  }

  /** Signs a person out: the session ends, and with it all that was opened from it. */
  async close(session: SignedIn, reason: string): Promise<void> {
    await this.changes.record(
      (transaction) => this.sessions.close(transaction, session.sessionId, reason),
      (closed) => ({
        kind: 'signed_out',
        decision: 'done',
        reason,
        sub: session.userId,
        sid: session.sessionId,
        txn: session.txn,
        detail: { closed },
      }),
    );
  }

  private async place(transaction: Transaction, fresh: FreshSignIn, previous: SignedIn | null): Promise<string> {
    if (previous?.userId === fresh.userId) {
      const { sessionId } = previous;
      const authenticatedAt = fresh.authenticatedAt ?? new Date(this.clock.now());
      if (await this.web.renew(transaction, sessionId, { ...fresh, authenticatedAt })) return sessionId;
    } else if (previous !== null) {
      await this.sessions.close(transaction, previous.sessionId, 'somebody else signed in');
    }
    return this.insert(transaction, fresh);
  }

  private async insert(transaction: Transaction, fresh: FreshSignIn): Promise<string> {
    const { userId, means, cookieHash, origin, from = FROM_NOBODY } = fresh;
    const now = this.clock.now();
    const [id, createdAt] = [uuidv7(now), new Date(now)];
    const expiresAt = new Date(now + this.settings.WEB_SESSION_SECONDS * 1000);
    await this.sessions.insert(transaction, {
      id,
      lineage: { txn: currentTransaction(now), ancestors: [] },
      source: 'web',
      clientId: null,
      userId,
      asOwner: false,
      subject: userId,
      scope: [],
      audience: [],
      origin: origin.addressHash,
      createdAt,
      expiresAt,
      authentication: { at: fresh.authenticatedAt ?? createdAt, ...means },
    });
    const device = deviceWords(origin);
    const row = { sessionId: id, userId, cookieHash, device, signedInAt: createdAt, expiresAt };
    await this.web.insert(transaction, { ...row, ...from });
    return id;
  }
}
