import { Injectable } from '@nestjs/common';
import { SignInAttempts } from '../identity/credentials/sign-in-attempts.store.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { readUserCode } from './user-code.rules.js';
import { type Waiting, WaitingClients, type WaitingKind, WaitingPrograms } from './waiting.contract.js';

/** A user code as it came. */
export interface Entry {
  readonly typed: string;
  /** The one that a link filled in. */
  readonly brought?: string | undefined;
}

/** What waits under a code, and what kind of program it is. */
export interface Found {
  readonly found: Waiting;
  readonly kind: WaitingKind;
}

/** That, or what is wrong with the code in one sentence for the person. */
export type Entered =
  Found | { readonly status: 400 | 429; readonly error: string; readonly typed: string; readonly retryAfter?: number };

/** Finds the program whose code a person types: nobody guesses more than a few (RFC 8628 §5.1). */
@Injectable()
export class DeviceEntry {
  constructor(
    private readonly authorizations: DeviceAuthorizations,
    private readonly attempts: SignInAttempts,
    private readonly programs: WaitingPrograms,
    private readonly clients: WaitingClients,
  ) {}

  /** A wrong code counts for an hour, whatever was right meanwhile. @param address the person's */
  async enter(person: SignedIn, { typed, brought }: Entry, address: string): Promise<Entered> {
    const attempt = await this.attempts.begin({ secret: 'user code', of: person.userId }, address);
    if ('retryAfter' in attempt) {
      const error = `Too many attempts. Wait ${attempt.retryAfter} seconds, then try again.`;
      return { status: 429, error, typed, retryAfter: attempt.retryAfter };
    }
    const found = await this.authorizations.claim(person, typed);
    const kind = found?.clientId === null ? this.programs : this.clients;
    if (found === null || !kind.isOffered) {
      return { status: 400, error: 'No device waits with this code. Look again, or start anew there.', typed };
    }
    await this.attempts.withdraw(attempt);
    if (kind.comesByLink || readUserCode(brought ?? '') !== found.userCode) return { found, kind };
    const error = 'Enter this code yourself, and only if it is on the screen of a device that is yours.';
    return { status: 400, error, typed: '' };
  }
}
