import { Injectable } from '@nestjs/common';
import { jwtVerify } from 'jose';
import { ProviderDiscovery } from '../../identity/sign-in-providers/provider-discovery.js';
import type { SignInProvider } from '../../identity/sign-in-providers/sign-in-provider.entity.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import { type LogoutClaims, readLogoutToken } from './logout-token.rules.js';
import { upstreamRefusal } from './upstream-refusal.js';
import { UpstreamRefused } from './upstream-refused.js';

/** Seconds since a logout token was made. */
const OLDEST = 600;
/** Seconds by which clocks may differ. */
const SKEW = 30;

/** Reads logout tokens of companies' providers (OpenID Connect Back-Channel Logout §2.6). */
@Injectable()
export class LogoutTokens {
  constructor(
    private readonly discovery: ProviderDiscovery,
    private readonly keys: RemoteKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns what it says, and until when it must not come again
   * @throws OAuthError 400, or 503 when nobody can know at this moment
   */
  async read(provider: SignInProvider, token: string): Promise<{ claims: LogoutClaims; until: Date }> {
    const { protectedHeader, payload } = await this.verified(provider, token);
    const claims = readLogoutToken(protectedHeader.typ, payload as JsonObject);
    if (typeof claims === 'string') throw new OAuthError('invalid_request', `the logout token is not valid: ${claims}`);
    return { claims, until: new Date(this.clock.now() + (OLDEST + 2 * SKEW) * 1000) };
  }

  private async verified(provider: SignInProvider, token: string) {
    try {
      const { jwks_uri } = await this.discovery.of(provider.issuer);
      return await jwtVerify(token, this.keys.of(jwks_uri), {
        issuer: provider.issuer,
        audience: provider.clientId,
        algorithms: [...FOREIGN_ALGORITHMS],
        currentDate: new Date(this.clock.now()),
        clockTolerance: SKEW,
        maxTokenAge: OLDEST,
        requiredClaims: ['iat', 'exp', 'jti', 'events'],
      });
    } catch (error) {
      const refusal = upstreamRefusal(error);
      if (!(refusal instanceof UpstreamRefused)) throw refusal;
      if (refusal.reason === 'away') {
        throw new OAuthError('temporarily_unavailable', 'the keys of the provider cannot be had', { status: 503 });
      }
      throw new OAuthError('invalid_request', `the logout token is not valid: ${refusal.code}`);
    }
  }
}
