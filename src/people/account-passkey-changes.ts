import { Injectable } from '@nestjs/common';
import { Changes } from '../identity/changes.store.js';
import { PasskeyCeremonies } from '../identity/passkeys/passkey-ceremonies.js';
import type { CeremonyPlace } from '../identity/passkeys/passkey-ceremony.store.js';
import { type PasskeyKeeper, PasskeyRegister, type RemovalOutcome } from '../identity/passkeys/passkey-register.js';
import {
  passkeyDetail,
  passkeyNameFault,
  PasskeyRegistration,
  registrationConflicts,
} from '../identity/passkeys/passkey-registration.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { byPerson } from './account-endings.js';
import { Presence } from './presence.js';

/** What people change about passkeys of their own, while they are signed in and have proved it lately. */
@Injectable()
export class AccountPasskeyChanges {
  constructor(
    private readonly ceremonies: PasskeyCeremonies,
    private readonly registration: PasskeyRegistration,
    private readonly register: PasskeyRegister,
    private readonly changes: Changes,
    private readonly presence: Presence,
  ) {}

  /** Whether the person may change something now. */
  mayChange(person: SignedIn): boolean {
    return this.presence.isFresh(person);
  }

  options(person: SignedIn, browserHash: string): Promise<object> {
    const { userId: id, email, name } = person;
    return this.ceremonies.toRegister({ id, email, name }, placeOf(person, browserHash));
  }

  /** @param sent what the page's script sent @returns one sentence, or null when there is a new passkey */
  async add(person: SignedIn, browserHash: string, sent: { response: string; name: string }): Promise<string | null> {
    const fault = passkeyNameFault(sent.name);
    if (fault !== null) return fault;
    const passkey = await this.registration.examine(sent.response, sent.name, placeOf(person, browserHash));
    if (passkey === null) return 'The passkey was not accepted. Try again.';
    await this.changes.record(
      async (transaction) => {
        // The person before the sign-in: so does whoever ends what both have.
        const added = await this.registration.add(transaction, person.userId, passkey);
        await this.presence.hold(transaction, person);
        return added;
      },
      (added) => byPerson(person, 'passkey.created', passkeyDetail(added)),
      registrationConflicts,
    );
    return null;
  }

  /** @returns one sentence, or null when it is renamed; undefined when there is no such passkey of the person's */
  async rename(person: SignedIn, id: string, name: string): Promise<string | null | undefined> {
    const fault = passkeyNameFault(name);
    if (fault !== null) return fault;
    return (await this.register.rename(person.userId, id, name, this.keeper(person))) ? null : undefined;
  }

  remove(person: SignedIn, id: string): Promise<RemovalOutcome> {
    return this.register.remove(person.userId, id, this.keeper(person));
  }

  private keeper(person: SignedIn): PasskeyKeeper {
    return {
      event: (kind, detail) => byPerson(person, kind, detail),
      sessionId: person.sessionId,
      keepsOneWay: true,
      hold: (transaction) => this.presence.hold(transaction, person),
    };
  }
}

/** The sign-in for which a challenge is: nobody else can finish it, in this browser either. */
function placeOf({ sessionId }: SignedIn, browserHash: string): CeremonyPlace {
  return { kind: 'register', browserHash, boundTo: sessionId };
}
