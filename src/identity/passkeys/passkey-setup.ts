import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { PasswordRenewal } from '../credentials/password-renewal.js';
import { SetupLinks } from '../credentials/setup-links.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import type { CeremonyPlace } from './passkey-ceremony.store.js';
import type { NewPasskey } from './passkey.store.js';
import { passkeyDetail, PasskeyRegistration, registrationConflicts } from './passkey-registration.js';

/** A setup link, and the browser in which it was opened. */
export interface OpenedLink {
  readonly token: string;
  readonly browserHash: string;
}

/** A passkey on its way to the holder of a link. */
export interface ChosenPasskey {
  /** What the page's script sent. */
  readonly response: string;
  readonly name: string;
  /** Whether the ways to sign in from before stay. */
  readonly keep: boolean;
}

/** Thrown to undo what a second factor, set up meanwhile, does not allow. */
class NeedsSecondFactor extends Error {}

/**
 * Lets the holder of a setup link make a passkey where others set a password. Not of somebody with a second factor: a
 * passkey needs none, so that whoever reads their mail would be past it.
 */
@Injectable()
export class PasskeySetup {
  constructor(
    private readonly links: SetupLinks,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly registration: PasskeyRegistration,
    private readonly renewal: PasswordRenewal,
    private readonly factors: SecondFactors,
  ) {}

  /** @returns null when the link cannot be used */
  async options(link: OpenedLink): Promise<object | null> {
    const user = await this.links.find(link.token);
    if (user === null || (await this.factors.has(user.id))) return null;
    // One from before may lie on this very device: the new one takes its place there.
    return { ...(await this.ceremonies.toRegister(user, placeOf(link))), excludeCredentials: [] };
  }

  /**
   * Spends the link and takes the passkey, both or neither; every session of the person ends.
   * @returns `unfit` when the passkey cannot be taken, and the link can still be used
   */
  async redeem(link: OpenedLink, { response, name, keep }: ChosenPasskey): Promise<'set' | 'unknown' | 'unfit'> {
    const holder = await this.links.find(link.token);
    if (holder === null) return 'unknown';
    if (await this.factors.has(holder.id)) return 'unfit';
    const passkey = await this.registration.examine(response, name, placeOf(link));
    if (passkey === null) return 'unfit';
    return this.spend(link, passkey, keep);
  }

  private async spend(link: OpenedLink, passkey: NewPasskey, keep: boolean): Promise<'set' | 'unknown' | 'unfit'> {
    try {
      const spent = await this.links.spend(
        link.token,
        async (transaction, user) => {
          // Before the new one is counted: it may be one too many otherwise.
          if (!keep) await this.renewal.removeWays(transaction, user);
          const added = await this.registration.add(transaction, user.id, passkey);
          const closed = await this.renewal.endAll(transaction, user, 'passkey was set');
          // Last: no sign-in is left in which one could be set up.
          if (await this.factors.hasIn(transaction, user.id)) throw new NeedsSecondFactor();
          return { ...passkeyDetail(added), closed };
        },
        (user, detail) => ({ kind: 'passkey.set', decision: 'done', sub: user.id, detail }),
        registrationConflicts,
      );
      return spent ? 'set' : 'unknown';
    } catch (error) {
      if (error instanceof NeedsSecondFactor) return 'unfit';
      throw error;
    }
  }
}

/** A link's token is random: its plain hash tells nothing. */
function placeOf({ token, browserHash }: OpenedLink): CeremonyPlace {
  return { kind: 'set-up', browserHash, boundTo: createHash('sha256').update(token).digest('base64url') };
}
