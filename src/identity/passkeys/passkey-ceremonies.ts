import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.entity.js';
import { PASSKEY_ALGORITHMS } from './credential-key.rules.js';
import { CEREMONY_LASTS, type CeremonyPlace, PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { PasskeyStore } from './passkey.store.js';
import { RelyingParty } from './relying-party.js';

/** Begins ceremonies: what browsers read with `parseRequestOptionsFromJSON` and `parseCreationOptionsFromJSON`. */
@Injectable()
export class PasskeyCeremonies {
  constructor(
    private readonly store: PasskeyCeremonyStore,
    private readonly passkeys: PasskeyStore,
    private readonly party: RelyingParty,
  ) {}

  /**
   * To sign in: the same for everybody, whoever they say they are. No credential is named, so that nobody learns who
   * exists, or who has passkeys (WebAuthn §14.6.2, §14.6.3).
   */
  async toSignIn(browserHash: string): Promise<object> {
    const challenge = await this.store.begin({ kind: 'sign-in', browserHash, boundTo: '' });
    return {
      challenge,
      rpId: this.party.id,
      allowCredentials: [],
      userVerification: 'required',
      timeout: CEREMONY_LASTS,
    };
  }

  /** To make a passkey for the person, that they can use without saying who they are. */
  async toRegister(person: Pick<User, 'id' | 'email' | 'name'>, place: CeremonyPlace): Promise<object> {
    const handle = await this.passkeys.handleOf(person.id);
    const known = await this.passkeys.list(person.id);
    const challenge = await this.store.begin(place);
    return {
      challenge,
      rp: { id: this.party.id, name: this.party.name },
      user: { id: handle, name: person.email, displayName: person.name },
      pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ type: 'public-key', id, transports })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      extensions: { credProps: true },
      timeout: CEREMONY_LASTS,
    };
  }
}
