import { Injectable } from '@nestjs/common';
import { isLater } from '../../kernel/at-hand.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import type { Authorization, TokenAnswer } from './authorization.js';
import { IdTokens } from './id-tokens.js';
import { SessionOpening } from './session-opening.js';
import { TokenClaims } from './token-claims.js';

/** Turns every authorization into a session and a token. No token leaves before its session row is durable. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly sessions: SessionOpening,
    private readonly keys: KeyRing,
    private readonly idTokens: IdTokens,
    private readonly claims: TokenClaims,
  ) {}

  async issue(authorization: Authorization): Promise<TokenAnswer> {
    const claims = this.claims.of(authorization);
    // Signed first: a signature that fails must not leave a session behind. It is not answered before the commit.
    const signed = this.keys.sign('at+jwt', this.claims.shown(claims, authorization));
    const token = isLater(signed) ? await signed : signed;
    const { idToken: plan, refreshToken, issuedTokenType, sector = null } = authorization;
    const idToken = plan === undefined ? undefined : await this.idTokens.sign({ ...plan, sector }, claims, token);
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
}
