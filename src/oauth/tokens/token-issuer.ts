import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import type { Authorization, TokenAnswer } from './authorization.js';
import { SessionOpening } from './session-opening.js';

/** Turns every authorization into a session and a token. No token leaves before its session row is durable. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly sessions: SessionOpening,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async issue(authorization: Authorization): Promise<TokenAnswer> {
    const claims = this.claims(authorization);
    // Signed first: a signature that fails must not leave a session behind. It is not answered before the commit.
    const token = await this.keys.sign('at+jwt', claims);
    await this.sessions.open(authorization, claims);
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.settings.ACCESS_TOKEN_SECONDS,
      scope: claims.scope,
    };
  }

  private claims(authorization: Authorization): AccessTokenClaims {
    const now = this.clock.seconds();
    return {
      iss: this.settings.PUBLIC_URL,
      sub: authorization.subject,
      aud: authorization.audience,
      exp: now + this.settings.ACCESS_TOKEN_SECONDS,
      iat: now,
      nbf: now,
      jti: uuidv7(this.clock.now()),
      client_id: authorization.clientId,
      scope: authorization.scope.join(' '),
      sid: uuidv7(this.clock.now()),
      ...(authorization.actor ? { act: authorization.actor } : {}),
      ...(authorization.owner === undefined ? {} : { owner: authorization.owner }),
      ...(authorization.pluginId === undefined ? {} : { plugin_id: authorization.pluginId }),
    };
  }
}
