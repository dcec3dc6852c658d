import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import type { PresentedToken } from '../../http/bearer.js';
import { AccessKeys } from '../../identity/credentials/access-keys.js';
import type { Caller } from '../../kernel/caller.js';
import { TokenVerifier } from './token-verifier.js';

/** Tells who a caller is by either kind of credential: an access token, or an access key where the edge admits one. */
@Injectable()
export class CredentialVerifier extends CallerVerifier {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly keys: AccessKeys,
  ) {
    super();
  }

  identify(token: string): Promise<Caller> {
    return this.tokens.identify(token);
  }

  verify(token: string, audiences: readonly string[] | null): Promise<Caller> {
    return this.tokens.verify(token, audiences);
  }

  admit(request: Request, presented: PresentedToken, audiences: readonly string[] | null): Promise<Caller> {
    return this.tokens.admit(request, presented, audiences);
  }

  async verifyKey(
    { scheme, token }: PresentedToken,
    address: string,
    audiences: readonly string[] | null,
  ): Promise<Caller> {
    // A key is bound to nothing, whatever proof comes beside it.
    if (scheme !== 'Bearer') throw new TokenRefused('An access key is presented with Bearer.');
    return this.keys.caller(token, address, audiences);
  }

  closed(sids: readonly string[]): Promise<readonly string[]> {
    return this.tokens.closed(sids);
  }
}
