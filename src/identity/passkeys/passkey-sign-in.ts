import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { Log } from '../../kernel/log.js';
import type { Transaction } from '../changes.store.js';
import { PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { type AssertionResponse, readAssertion, ResponseRefused } from './passkey-response.rules.js';
import { PasskeyVerification, type VerifiedUse } from './passkey-verification.js';
import { PasskeyStore, type PresentedPasskey } from './passkey.store.js';

/** What came of a try to sign in by a passkey. */
export type PasskeyOutcome =
  | { readonly outcome: 'right'; readonly proven: ProvenPasskey }
  /** @property unknown the id of a credential that is nobody's, so that whoever keeps it can forget it */
  | { readonly outcome: 'wrong'; readonly unknown?: string };

/** A passkey that has just signed, and what its authenticator said. */
export interface ProvenPasskey {
  readonly passkey: PresentedPasskey;
  readonly use: VerifiedUse;
}

/** Tells who somebody is by a passkey. It opens no session. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly ceremonies: PasskeyCeremonyStore,
    private readonly passkeys: PasskeyStore,
    private readonly verification: PasskeyVerification,
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /** @param text what the page's script sent @param browserHash of the browser that sends it: the challenge must be its own */
  async attempt(text: string, browserHash: string): Promise<PasskeyOutcome> {
    try {
      const response = readAssertion(text);
      // First of all: whatever is wrong with the rest, nobody tries a second time with this challenge.
      const ours = await this.ceremonies.spend(response.challenge, { kind: 'sign-in', browserHash, boundTo: '' });
      if (!ours) throw new ResponseRefused('the challenge is not one of this browser’s');
      const passkey = await this.passkeys.findPresented(response.id);
      if (passkey !== null) return await this.look(response, passkey);
      this.log.info('sign_in.refused', { reason: 'nobody has this passkey' });
      return { outcome: 'wrong', unknown: response.id };
    } catch (error) {
      if (!(error instanceof ResponseRefused)) throw error;
      this.log.info('sign_in.refused', { reason: error.message });
      return { outcome: 'wrong' };
    }
  }

  /**
   * To be asked in the transaction that opens a session: whether the passkey is still its person's, and was not used
   * elsewhere meanwhile. It writes down what the authenticator said.
   */
  hold(transaction: Transaction, { passkey, use }: ProvenPasskey): Promise<boolean> {
    return this.passkeys.use(transaction, passkey, use);
  }

  private async look(response: AssertionResponse, passkey: PresentedPasskey): Promise<PasskeyOutcome> {
    try {
      const use = await this.verification.assertion(response, passkey);
      const fault = faultOf(response, passkey, use);
      if (fault !== null) throw new ResponseRefused(fault);
      if (!wentBack(passkey.counter, use.counter)) return { outcome: 'right', proven: { passkey, use } };
      await this.passkeys.suspect(passkey.id);
      const counters = { stored: passkey.counter, sent: use.counter };
      await this.refuse('passkey.counter_regressed', 'there may be a copy of the passkey', passkey, counters);
    } catch (error) {
      if (!(error instanceof ResponseRefused)) throw error;
      await this.refuse('sign_in.refused', error.message, passkey);
    }
    return { outcome: 'wrong' };
  }

  private async refuse(kind: string, reason: string, { id, userId }: PresentedPasskey, more: object = {}) {
    const detail = { id: userId, passkey: id, ...more };
    await this.evidence.record({ kind, decision: 'deny', reason, sub: userId, detail });
  }
}

/** What a signature that is right leaves to ask (WebAuthn §7.2 steps 6, 19 and 20), or null. */
function faultOf({ userHandle }: AssertionResponse, passkey: PresentedPasskey, use: VerifiedUse): string | null {
  if (!passkey.ownerActive) return 'the person is not active';
  if (userHandle !== passkey.handle) return 'the user handle is another one';
  return use.backupEligible === passkey.backupEligible ? null : 'the passkey has changed whether it can be synced';
}

/** An authenticator that counts never comes with the same number twice (WebAuthn §7.2 step 22); one that does not sends 0. */
function wentBack(stored: number, sent: number): boolean {
  return (stored !== 0 || sent !== 0) && sent <= stored;
}
