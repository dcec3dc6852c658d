import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { joinTransaction } from '../../http/request-context.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import type { AuthorizationCode } from '../authorize/authorization-code.entity.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { AuthorizationCodeRequest } from './authorization-code.request.js';
import { CodeRedemption } from './code-redemption.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { provesChallenge } from './pkce.rules.js';
import { Target } from './target.js';

const refuse = (text: string): never => {
  throw new OAuthError('invalid_grant', text);
};

/** Tokens for a client that a person sent back with a code (RFC 6749 §4.1.3). */
@Grant('authorization_code')
export class AuthorizationCodeController {
  constructor(
    private readonly codes: AuthorizationCodeStore,
    private readonly redemption: CodeRedemption,
    private readonly target: Target,
    private readonly signals: Signals,
  ) {}

  /** Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was. */
  @Post()
  @Issued()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(AuthorizationCodeRequest) request: AuthorizationCodeRequest,
    @Req() http: GrantRequest,
  ): Promise<Authorization> {
    const code = await this.codes.find(request.code);
    // The same words for a code that is unknown and one that is another client's: it must not be told apart.
    if (code === null || code.clientId !== client.clientId) return refuse('the code is not valid');
    joinTransaction(code.txn, { sub: code.userId });
    // What came by no browser is not redeemed as if it had.
    if (code.codeChallenge === null) return refuse('the code is not valid');
    this.checkRedirect(code, request.redirect_uri);
    // Whoever lacks the key is not the one who asked for the code: no guess of the verifier is counted.
    if (code.dpopJkt !== null && code.dpopJkt !== http.proof?.jkt) return refuse('the code is bound to another key');
    if (!provesChallenge(request.code_verifier, code.codeChallenge)) {
      await this.codes.fail(code.hash);
      return refuse('code_verifier does not match the code_challenge');
    }
    const audience = await this.audience(client, code, request.resource);
    return this.redemption.authorization(client, code, audience, this.signals.of(http));
  }

  private checkRedirect(code: AuthorizationCode, redirectUri: string | undefined): void {
    const missing = redirectUri === undefined && code.redirectUriSent;
    if (missing || (redirectUri !== undefined && redirectUri !== code.redirectUri)) {
      refuse('redirect_uri is not the one of the authorization request');
    }
  }

  /** One of the resources that were allowed; the first, unless the client names one (RFC 8707 §2.2). */
  private audience(client: RegisteredClient, code: AuthorizationCode, resource: readonly string[]): Promise<string> {
    return this.target.grantedAudience(client, code.resources, resource);
  }
}
