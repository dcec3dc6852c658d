import { Injectable } from '@nestjs/common';
import { credentialKeyFault, PASSKEY_ALGORITHMS } from './credential-key.rules.js';
import { type AssertionResponse, type RegistrationResponse, ResponseRefused } from './passkey-response.rules.js';
import type { NewPasskey, PasskeyUse, PresentedPasskey } from './passkey.store.js';
import { RelyingParty } from './relying-party.js';

/** What a signature that is right says of the authenticator. */
export interface VerifiedUse extends PasskeyUse {
  readonly backupEligible: boolean;
}

/** Checks what authenticators answer (WebAuthn Level 3 §7), by a library that is loaded when it is first needed. */
@Injectable()
export class PasskeyVerification {
  constructor(private readonly party: RelyingParty) {}

  /** The credential that somebody has made; its challenge was spent. @throws ResponseRefused */
  async registration(given: RegistrationResponse): Promise<Omit<NewPasskey, 'name'>> {
    const { id, clientDataJSON, attestationObject, transports, challenge } = given;
    const [{ verifyRegistrationResponse }, helpers] = await libraries();
    return refusing(async () => {
      const attestation = helpers.decodeAttestationObject(Buffer.from(attestationObject, 'base64url'));
      // Before the library looks: it would fetch what a certificate names. We ask for none, and trust none (§6.5.4).
      const [format, statement] = [attestation.get('fmt'), attestation.get('attStmt') as unknown];
      const own = statement instanceof Map && !statement.has('x5c') && ['none', 'packed'].includes(format);
      if (!own) throw new Error('attestation was not asked for');
      const { verified, registrationInfo: info } = await verifyRegistrationResponse({
        response: {
          id,
          rawId: id,
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge: challenge,
        expectedOrigin: [...this.party.origins],
        expectedRPID: this.party.id,
        expectedType: 'webauthn.create',
        requireUserPresence: true,
        requireUserVerification: true,
        supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
      });
      if (!verified) throw new Error('the attestation is not right');
      const { credential, credentialDeviceType, credentialBackedUp, aaguid } = info;
      if (credential.id !== id) throw new Error('it is of another credential');
      const fault = credentialKeyFault(helpers.decodeCredentialPublicKey(credential.publicKey));
      if (fault !== null) throw new Error(fault);
      return {
        credentialId: id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        backupEligible: credentialDeviceType === 'multiDevice',
        backedUp: credentialBackedUp,
        transports: [...transports],
        aaguid,
      };
    });
  }

  /** A signature by a passkey; its challenge was spent. The counter is for the caller to look at. @throws ResponseRefused */
  async assertion(given: AssertionResponse, passkey: PresentedPasskey): Promise<VerifiedUse> {
    const { id, clientDataJSON, authenticatorData, signature, userHandle, challenge } = given;
    const [{ verifyAuthenticationResponse }] = await libraries();
    return refusing(async () => {
      const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
        response: {
          id,
          rawId: id,
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON, authenticatorData, signature, userHandle },
        },
        expectedChallenge: challenge,
        expectedOrigin: [...this.party.origins],
        expectedRPID: this.party.id,
        expectedType: 'webauthn.get',
        requireUserVerification: true,
        // A counter below this one is looked at when the signature is known to be right, and not by what anybody sends.
        credential: { id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: 0 },
      });
      if (!verified) throw new Error('the signature is not right');
      return {
        counter: info.newCounter,
        backupEligible: info.credentialDeviceType === 'multiDevice',
        backedUp: info.credentialBackedUp,
      };
    });
  }
}

async function libraries() {
  return Promise.all([import('@simplewebauthn/server'), import('@simplewebauthn/server/helpers')]);
}

/** Nothing but the response can fail here: no database is asked, and nothing is fetched. */
async function refusing<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    // It repeats what was sent, challenge among it; and evidence, where this is written, holds no NUL.
    const told = text.replaceAll(/".*"/gs, '…').replaceAll(/[^\x20-\x7e…]+/gu, '…');
    throw new ResponseRefused(told.slice(0, 200), { cause });
  }
}
