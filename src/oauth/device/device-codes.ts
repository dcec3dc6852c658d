import { Injectable } from '@nestjs/common';
import { DeviceAuthorizations, type StartedAuthorization } from '../../device-grant/device-authorizations.js';
import type { Waiting } from '../../device-grant/waiting.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Secrets } from '../../settings/secrets.js';
import { AuthorizationCodeStore, type FoundCode } from '../authorize/authorization-code.store.js';

/** What a client asks for, checked; it is stored until somebody has answered. */
export interface DeviceWish {
  readonly scope: readonly string[];
  /** One at least; the first is the default of a token request without any. */
  readonly resources: readonly string[];
  /** Thumbprint of the key that must prove itself whenever the client asks. */
  readonly dpopJkt: string | null;
}

/** A client that waits, with the secret that it asks by: 256 random bits. */
export type StartedDevice = StartedAuthorization & { readonly deviceCode: string };

/** The device codes of OAuth clients (RFC 8628 §3): nobody's until a person allows one, and then an authorization code. */
@Injectable()
export class DeviceCodes {
  /** Of its own, so that no device code is good as a code that a browser brings, nor the other way round. */
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly authorizations: DeviceAuthorizations,
    private readonly codes: AuthorizationCodeStore,
  ) {
    this.key = secrets.key('device-code');
  }

  async start({ clientId }: RegisteredClient, asked: DeviceWish, address: string): Promise<StartedDevice> {
    const deviceCode = newSecret();
    const wish = { hash: this.hash(deviceCode), clientId, asked, deviceName: null, address };
    return { deviceCode, ...(await this.authorizations.start(wish)) };
  }

  /**
   * The authorization code that a client's device code has become. One that was spent is found as well: whoever
   * redeems it ends what it opened.
   * @param jkt thumbprint of the key that the client has proved to hold
   * @throws OAuthError in the words of RFC 8628 §3.5; `invalid_grant` for a code of nobody, of another client or key
   */
  async redeemable({ clientId }: RegisteredClient, deviceCode: string, jkt: string | undefined): Promise<FoundCode> {
    const hash = this.hash(deviceCode);
    const polled = await this.authorizations.poll(hash, clientId);
    if (polled === null) throw new OAuthError('invalid_grant', 'the device code is not valid');
    if (polled.tooSoon) throw new OAuthError('slow_down', `ask every ${polled.intervalSeconds} s, not sooner`);
    // What was allowed may have been ended before anybody came for it.
    const code = polled.status === 'allowed' ? await this.codes.findGiven(hash) : null;
    const isSpent = code !== null && code.redeemedAt !== null;
    if (polled.expired && !isSpent) throw new OAuthError('expired_token', 'the device code has expired: start again');
    if (polled.status === 'waiting') throw new OAuthError('authorization_pending', 'nobody has answered yet');
    if (code === null) throw new OAuthError('access_denied', 'the person said no, or took it back');
    if (code.dpopJkt !== null && code.dpopJkt !== jkt) {
      throw new OAuthError('invalid_grant', 'the device code is bound to another key');
    }
    return code;
  }

  private hash(deviceCode: string): string {
    return keyedHash(this.key, deviceCode).toString('base64url');
  }
}

/** What the client asked for when it began. */
export function wishOf({ asked }: Waiting): DeviceWish {
  // Written by `start` alone, whose type it has.
  return asked as DeviceWish;
}
