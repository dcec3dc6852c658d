import { Injectable } from '@nestjs/common';
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { PasskeyRegister } from '../identity/passkeys/passkey-register.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import type { AccountPasskeyProps } from './account-passkey-parts.js';
import type { PasskeySignal } from './passkey-parts.js';
import { Presence } from './presence.js';

/** What the account page shows of the ways in which a person signs in, and what it tells their browser of passkeys. */
@Injectable()
export class AccountPasskeys {
  constructor(
    private readonly register: PasskeyRegister,
    private readonly ways: SignInWaysStore,
    private readonly party: RelyingParty,
    private readonly presence: Presence,
    private readonly factors: SecondFactors,
  ) {}

  async of(person: SignedIn): Promise<AccountPasskeyProps> {
    const passkeys = await this.register.list(person.userId);
    const ids = passkeys.map(({ credentialId }) => credentialId);
    return {
      passkeys: passkeys.map(({ id, name, backupEligible: synced, createdAt: since, ...times }) => {
        const { lastUsedAt: used, suspectAt: suspect } = times;
        return { id, name, synced, since, used, suspect };
      }),
      offersPasskeys: this.party.offered,
      isPresent: this.presence.isFresh(person),
      hasPassword: (await this.ways.of(person.userId)).password,
      recoveryCodesLeft: (await this.factors.stateOf(person.userId))?.codesLeft ?? null,
      signals: this.party.offered ? await this.signals(person, ids) : [],
    };
  }

  private async signals(person: SignedIn, allAcceptedCredentialIds: readonly string[]): Promise<PasskeySignal[]> {
    const userId = await this.register.findHandle(person.userId);
    if (userId === null) return [];
    const of = { rpId: this.party.id, userId };
    return [
      ['signalAllAcceptedCredentials', { ...of, allAcceptedCredentialIds }],
      ['signalCurrentUserDetails', { ...of, name: person.email, displayName: person.name }],
    ];
  }
}
