import { Injectable } from '@nestjs/common';
import { Changes, type Transaction } from '../identity/changes.store.js';
import { ConsentStore } from '../identity/consents/consent.store.js';
import { Consents } from '../identity/consents/consents.js';
import { SessionList } from '../identity/sessions/session.list.store.js';
import { SessionStore } from '../identity/sessions/session.store.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';

/** What a person can end: their own sign-ins, what acts for them, what they allowed. Nobody else's, whatever the id. */
@Injectable()
export class AccountEndings {
  constructor(
    private readonly sessions: SessionStore,
    private readonly list: SessionList,
    private readonly consents: ConsentStore,
    private readonly withdrawal: Consents,
    private readonly changes: Changes,
  ) {}

  /** @returns whether there was such a session of the person's */
  async session(person: SignedIn, id: string): Promise<boolean> {
    const session = await this.list.find(id, null);
    if (session === null || session.userId !== person.userId || session.asOwner) return false;
    await this.changes.record(
      (transaction) => this.sessions.close(transaction, id, 'closed by the person'),
      (closed) => byPerson(person, 'session.closed', { id, closed }),
    );
    return true;
  }

  /** All but the sign-in that asks, and what was opened from it: whoever knew the old password is out. */
  everythingElse(transaction: Transaction, person: SignedIn): Promise<number> {
    return this.sessions.closeOthers(transaction, person, 'password was changed');
  }

  /** @returns whether there was such a consent of the person's */
  async consent(person: SignedIn, id: string): Promise<boolean> {
    const consent = await this.consents.find(id, person.userId);
    if (consent === null) return false;
    await this.withdrawal.withdraw(consent, (detail) => byPerson(person, 'consent.withdrawn', detail));
    return true;
  }
}

/** What a person did for themselves, as evidence. @param detail ids and names of fields, never values */
export function byPerson(
  { userId, sessionId, txn }: SignedIn,
  kind: string,
  detail: Readonly<Record<string, unknown>>,
) {
  return { kind, decision: 'done', sub: userId, sid: sessionId, txn, detail } as const;
}
