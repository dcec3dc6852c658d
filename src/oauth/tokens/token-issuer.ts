import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import type { Authorization, TokenAnswer } from './authorization.js';
import { authenticationClaims, IdTokens } from './id-tokens.js';
import { SessionOpening } from './session-opening.js';

/** Turns every authorization into a session and a token. No token leaves before its session row is durable. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly sessions: SessionOpening,
    private readonly keys: KeyRing,
    private readonly idTokens: IdTokens,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async issue(authorization: Authorization): Promise<TokenAnswer> {
    const claims = this.claims(authorization);
    // Signed first: a signature that fails must not leave a session behind. It is not answered before the commit.
    const token = await this.keys.sign('at+jwt', claims);
    const { idToken: plan, refreshToken, issuedTokenType } = authorization;
    const idToken = plan === undefined ? undefined : await this.idTokens.sign(plan, claims, token);
    await this.sessions.open(authorization, claims);
    return {
      access_token: token,
      token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
      expires_in: claims.exp - claims.iat,
      scope: claims.scope,
      ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      ...(idToken === undefined ? {} : { id_token: idToken }),
    };
  }

  private claims(authorization: Authorization): AccessTokenClaims {
    const now = this.clock.seconds();
    const { session, authentication, confirmation, audience, furtherAudiences = [] } = authorization;
    const end = now + (authorization.lifetime ?? this.settings.ACCESS_TOKEN_SECONDS);
    return {
      iss: this.settings.PUBLIC_URL,
      sub: authorization.subject,
      aud: furtherAudiences.length === 0 ? audience : [audience, ...furtherAudiences],
      // No longer than its session: what is valid to whoever looks at the token alone must be so indeed.
      exp: session === undefined ? end : Math.min(end, Math.floor(session.expiresAt.getTime() / 1000)),
      iat: now,
      nbf: now,
      jti: uuidv7(this.clock.now()),
      client_id: authorization.clientId,
      scope: authorization.scope.join(' '),
      sid: session?.id ?? uuidv7(this.clock.now()),
      ...(authentication === undefined ? {} : authenticationClaims(authentication)),
      ...(confirmation === undefined ? {} : { cnf: confirmation }),
      ...(authorization.actor ? { act: authorization.actor } : {}),
      ...(authorization.owner === undefined ? {} : { owner: authorization.owner }),
      ...(authorization.pluginId === undefined ? {} : { plugin_id: authorization.pluginId }),
    };
  }
}
