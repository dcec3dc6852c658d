import { Injectable } from '@nestjs/common';
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import type { Conflicts, Transaction } from '../changes.store.js';
import { SignInWaysStore } from '../credentials/sign-in-ways.store.js';
import { type CeremonyPlace, PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import type { Passkey } from './passkey.entity.js';
import { readRegistration, ResponseRefused } from './passkey-response.rules.js';
import { PasskeyVerification } from './passkey-verification.js';
import { MOST_PASSKEYS, type NewPasskey, PasskeyStore } from './passkey.store.js';

const LONGEST_NAME = 100;

/** What ends a registration whose credential is known already: each is one person's (WebAuthn §7.1 step 26). */
export const registrationConflicts: Conflicts = {
  passkeys_credential: new PageRefusal(409, 'This passkey is in use', 'It is registered already. Use another one.'),
  passkeys_user: new PageRefusal(404, 'There is no such person', 'The account has been deleted.'),
};

/** Takes new passkeys of people who may have one: who that is, the caller knows. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    private readonly ceremonies: PasskeyCeremonyStore,
    private readonly verification: PasskeyVerification,
    private readonly passkeys: PasskeyStore,
    private readonly ways: SignInWaysStore,
    private readonly log: Log,
  ) {}

  /**
   * Checks what an authenticator answered, and spends its challenge.
   * @param place for which the challenge must have been given out
   * @returns null when it cannot be taken
   */
  async examine(text: string, name: string, place: CeremonyPlace): Promise<NewPasskey | null> {
    try {
      const response = readRegistration(text);
      if (!(await this.ceremonies.spend(response.challenge, place))) {
        throw new ResponseRefused('the challenge is not one of this browser’s, or for something else');
      }
      return { ...(await this.verification.registration(response)), name };
    } catch (error) {
      if (!(error instanceof ResponseRefused)) throw error;
      this.log.info('passkey.refused', { reason: error.message });
      return null;
    }
  }

  /** @throws PageRefusal when the person has as many as there can be */
  async add(transaction: Transaction, userId: string, passkey: NewPasskey): Promise<Passkey> {
    await this.ways.hold(transaction, userId);
    const added = await this.passkeys.insert(transaction, userId, passkey);
    if (added !== null) return added;
    throw new PageRefusal(409, 'You have too many passkeys', `There can be ${MOST_PASSKEYS}. Delete one first.`);
  }
}

/** What is wrong with the name of a passkey, in a sentence; or null. */
export function passkeyNameFault(name: string): string | null {
  // Something that is seen; and nothing that breaks the line, or turns it round.
  const fits =
    name.length <= LONGEST_NAME &&
    /[^\p{Z}\p{M}\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(name) &&
    !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name);
  return fits ? null : `A name has 1 to ${LONGEST_NAME} characters.`;
}

/** What evidence tells of a new passkey: the model, and whether it is on one device alone. */
export function passkeyDetail({ id, userId, aaguid, backupEligible }: Passkey) {
  return { id: userId, passkey: id, aaguid, synced: backupEligible };
}
