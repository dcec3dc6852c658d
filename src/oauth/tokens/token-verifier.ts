import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { verify } from 'node:crypto';
import type { Request } from 'express';
import { TokenRefused } from '../../http/access.js';
import type { PresentedToken } from '../../http/bearer.js';
import { isUuid } from '../../http/page-query.js';
import { isLater, type Soon } from '../../kernel/at-hand.js';
import type { AccessTokenClaims, Caller } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { isBoundAs } from '../../kernel/token-binding.js';
import { KeyRing, type VerificationKey } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { needsProof, TokenPossession } from '../proofs/token-possession.js';
import { readAccessToken, type UnverifiedToken } from './access-token.rules.js';
import { TokenSessions } from './token-sessions.js';

/** Seconds by which clocks may differ (RFC 9068 §4, at most a minute). */
const SKEW = 30;

/** Verifies our own access tokens: signature, type, issuer, times, audience, and that the session lives now. */
@Injectable()
export class TokenVerifier {
  private readonly signed = new LRUCache<string, UnverifiedToken>({ max: 5_000 });

  constructor(
    private readonly keys: KeyRing,
    private readonly sessions: TokenSessions,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly possession: TokenPossession,
  ) {}

  async identify(token: string): Promise<Caller> {
    const read = this.genuine(token);
    const { claims } = isLater(read) ? await read : read;
    return this.sessions.caller(this.acceptable(claims));
  }

  async verify(token: string, audiences: readonly string[] | null): Promise<Caller> {
    const read = this.genuine(token);
    const claims = this.acceptable((isLater(read) ? await read : read).claims);
    const named = audiencesOf(claims);
    if (audiences !== null && !named.some((one) => audiences.some((audience) => sameResource(one, audience)))) {
      throw new TokenRefused('The token is for another audience.');
    }
    this.checkBinding(claims);
    return this.sessions.caller(claims);
  }

  /** A proof is spent last, when nothing else is wrong. */
  async admit(request: Request, presented: PresentedToken, audiences: readonly string[] | null): Promise<Caller> {
    const caller = await this.verify(presented.token, audiences);
    const checked = this.possession.check(request, presented, caller.claims.cnf);
    if (isLater(checked)) await checked;
    return caller;
  }

  closed(sids: readonly string[]): Promise<readonly string[]> {
    return this.sessions.closed(sids);
  }

  /**
   * A signature is checked once; times, audience and session are checked on every use. A token is only as genuine as its
   * key is known: one that has left the ring proves nothing any more.
   */
  private genuine(token: string): Soon<UnverifiedToken> {
    const read = this.signed.get(token) ?? readAccessToken(token);
    const key = this.keys.find(read.kid);
    return isLater(key) ? key.then((found) => this.signedBy(found, token, read)) : this.signedBy(key, token, read);
  }

  private signedBy(key: VerificationKey | null, token: string, read: UnverifiedToken): UnverifiedToken {
    const known = this.signed.has(token);
    if (key === null || (!known && !isSignedBy(key, read))) throw new TokenRefused('The token is not one of ours.');
    if (!known) this.signed.set(token, read);
    return read;
  }

  private acceptable(claims: AccessTokenClaims): AccessTokenClaims {
    const now = this.clock.seconds();
    if (claims.iss !== this.settings.PUBLIC_URL) throw new TokenRefused('The token is from another issuer.');
    if (claims.exp <= now - SKEW) throw new TokenRefused('The token has expired.');
    if (claims.nbf > now + SKEW || claims.iat > now + SKEW) throw new TokenRefused('The token is not valid yet.');
    if (!isUuid(claims.sid)) throw new TokenRefused('The token names no session.');
    return claims;
  }

  /** One that was issued before tokens had to be bound is good for nothing any more, whoever has it. */
  private checkBinding({ cnf }: AccessTokenClaims): void {
    const required = this.settings.REQUIRED_TOKEN_BINDING;
    if (isBoundAs(required, cnf)) return;
    throw new TokenRefused('The token is not bound to a key of its holder.', required === 'dpop' ? needsProof : {});
  }
}

function audiencesOf({ aud }: AccessTokenClaims): readonly string[] {
  return typeof aud === 'string' ? [aud] : aud;
}

/** The algorithm comes from the key; what the token claims must equal it (RFC 8725 §3.1). */
function isSignedBy(key: VerificationKey, token: UnverifiedToken): boolean {
  if (token.alg !== key.algorithm) return false;
  const data = Buffer.from(token.signed);
  if (key.algorithm === 'ES256') {
    return verify('sha256', data, { key: key.key, dsaEncoding: 'ieee-p1363' }, token.signature);
  }
  return verify(key.algorithm === 'RS256' ? 'sha256' : null, data, key.key, token.signature);
}
