import { Injectable } from '@nestjs/common';
import { SignInAttempts } from '../../identity/credentials/sign-in-attempts.store.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Settings } from '../../settings/settings.js';
import { DeviceAuthorizations, type ShownAuthorization } from '../device-grant/device-authorizations.js';

/** What came of a code that somebody typed; what is wrong is one sentence for the person. */
export type Entered =
  | { readonly found: ShownAuthorization }
  | { readonly status: 400 | 429; readonly error: string; readonly retryAfter?: number };

/** Finds the program whose code a person types: nobody guesses more than a few (RFC 8628 §5.1). */
@Injectable()
export class DeviceEntry {
  constructor(
    private readonly authorizations: DeviceAuthorizations,
    private readonly attempts: SignInAttempts,
    private readonly settings: Settings,
  ) {}

  /** @throws PageRefusal 404 where no device begins this way */
  requireOffered(): void {
    if (this.settings.BRIDGE_DEVICE_GRANT) return;
    throw new PageRefusal(
      404,
      'There is nothing here',
      'Devices are connected in another way here: from your account.',
    );
  }

  /** A wrong code counts for an hour, whatever was right meanwhile. @param address the person's */
  async enter({ userId }: SignedIn, typed: string, address: string): Promise<Entered> {
    const attempt = await this.attempts.begin(`user code of ${userId}`, address);
    if ('retryAfter' in attempt) {
      const error = `Too many attempts. Wait ${attempt.retryAfter} seconds, then try again.`;
      return { status: 429, error, retryAfter: attempt.retryAfter };
    }
    const found = await this.authorizations.find(typed);
    if (found === null)
      return { status: 400, error: 'No device waits with this code. Look again, or start anew there.' };
    await this.attempts.withdraw(attempt);
    return { found };
  }
}
