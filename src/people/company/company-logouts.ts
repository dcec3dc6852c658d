import { Injectable } from '@nestjs/common';
import { Changes } from '../../identity/changes.store.js';
import { ProviderEndings } from '../../identity/sign-in-providers/provider-endings.js';
import { SignInProviderStore } from '../../identity/sign-in-providers/sign-in-provider.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { SpentIds } from '../../oauth/proofs/spent-ids.store.js';
import { LogoutTokens } from './logout-tokens.js';

/** Signs people out here whom their company's provider has signed out. */
@Injectable()
export class CompanyLogouts {
  constructor(
    private readonly providers: SignInProviderStore,
    private readonly tokens: LogoutTokens,
    private readonly endings: ProviderEndings,
    private readonly spent: SpentIds,
    private readonly changes: Changes,
  ) {}

  /** @throws OAuthError 400 for what is no good logout token, 503 when nobody can know at this moment */
  async logOut(slug: string, token: string): Promise<void> {
    const provider = await this.providers.findActive(slug);
    if (provider === null) throw new OAuthError('invalid_request', 'there is no such provider');
    const { claims, until } = await this.tokens.read(provider, token);
    await this.changes.record(
      async (transaction) => {
        if (!(await this.spent.spend('logout_token', provider.issuer, claims.jti, until, transaction))) {
          throw new OAuthError('invalid_request', 'the logout token was used already');
        }
        return this.endings.end(transaction, provider.id, 'signed out at the company', claims);
      },
      (closed) => ({
        kind: 'signed_out',
        decision: 'done',
        reason: 'signed out at the company',
        detail: { provider: slug, closed },
      }),
    );
  }
}
