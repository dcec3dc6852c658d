import { Injectable } from '@nestjs/common';
import { SecondFactorCheck } from '../identity/second-factor/second-factor-check.js';
import { type FactorChange, SecondFactors } from '../identity/second-factor/second-factors.js';
import { type SignedIn, WebSessionStore } from '../identity/sessions/web-session.store.js';
import { byPerson } from './account-endings.js';
import { Presence } from './presence.js';
import { BY_PASSWORD, BY_PASSWORD_AND_APP } from './sign-in-means.js';
import type { Refused } from './second-factor-pages.js';

/** What a person can do with their own second factor. */
@Injectable()
export class AccountSecondFactor {
  constructor(
    private readonly factors: SecondFactors,
    private readonly codes: SecondFactorCheck,
    private readonly presence: Presence,
    private readonly web: WebSessionStore,
  ) {}

  /** Whether it is surely the person who sits there: what is changed outlasts their sign-in. */
  mayChange(person: SignedIn): boolean {
    return this.presence.isFresh(person);
  }

  /** @returns 'over' when the offer is not theirs, or there is a second factor already */
  async confirm(
    person: SignedIn,
    kept: string,
    code: string,
  ): Promise<{ readonly codes: readonly string[] } | Refused | 'over'> {
    const secret = this.factors.offered(person, kept);
    if (secret === null) return 'over';
    const { hold, event } = this.change(person, 'second_factor.enrolled');
    const change: FactorChange = {
      event,
      hold: async (transaction) => {
        // The password not long ago, and a code now: that is what any other sign-in must show from now on.
        await this.web.raise(transaction, person.sessionId, BY_PASSWORD, BY_PASSWORD_AND_APP);
        await hold(transaction);
      },
    };
    const confirmed = await this.factors.confirm(person.userId, { secret, code }, change);
    if (confirmed === 'late') return 'over';
    const error =
      'That is not the code of this key. Wait for the next one, and look whether your phone’s clock is right.';
    return confirmed === 'wrong' ? { secret, kept, error } : { codes: confirmed };
  }

  /** One sentence, or null when the code is right; it is spent then. */
  async fault(person: SignedIn, code: string | undefined, address: string): Promise<string | null> {
    if (code === undefined || code === '') return 'Enter a code.';
    const { userId, email } = person;
    const checked = await this.codes.check({ userId, email, code, address }, 'second_factor.change_refused');
    if (checked.outcome === 'locked') return `Too many attempts. Wait ${checked.retryAfter} seconds, then try again.`;
    return checked.outcome === 'right' ? null : 'The code is not right.';
  }

  /** @returns null when there is no second factor any more */
  async renewCodes(person: SignedIn): Promise<readonly string[] | null> {
    const codes = await this.factors.renewCodes(person.userId, this.change(person, 'recovery_codes.renewed'));
    return codes === 'late' ? null : codes;
  }

  async remove(person: SignedIn): Promise<void> {
    await this.factors.remove(person.userId, this.change(person, 'second_factor.removed'));
  }

  private change(person: SignedIn, kind: string): FactorChange {
    return {
      hold: (transaction) => this.presence.hold(transaction, person),
      event: byPerson(person, kind, { id: person.userId }),
    };
  }
}
