import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import type { Authorization } from './authorization.js';
import { authenticationClaims } from './id-tokens.js';
import { PairwiseNames } from './pairwise-names.js';

/** What an access token says. */
@Injectable()
export class TokenClaims {
  constructor(
    private readonly names: PairwiseNames,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** By the names that we have for people ourselves: for session and evidence. */
  of(authorization: Authorization): AccessTokenClaims {
    const now = this.clock.seconds();
    const { session, authentication, confirmation, audience, furtherAudiences = [] } = authorization;
    const ends = [session?.expiresAt, authorization.clientEnd].map((end) =>
      Math.floor((end?.getTime() ?? Infinity) / 1000),
    );
    return {
      iss: this.settings.PUBLIC_URL,
      sub: authorization.subject,
      aud: furtherAudiences.length === 0 ? audience : [audience, ...furtherAudiences],
      // No longer than its session and its client: what is valid to whoever looks at the token alone must be so indeed.
      exp: Math.min(now + (authorization.lifetime ?? this.settings.ACCESS_TOKEN_SECONDS), ...ends),
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

  /** As the token has them: its client can read it, and may know the person by another name (RFC 9068 §6). */
  shown(claims: AccessTokenClaims, { subject, userId, sector = null }: Authorization): AccessTokenClaims {
    if (sector === null || subject !== userId) return claims;
    return { ...claims, sub: this.names.of(sector, 'sub', subject) };
  }
}
