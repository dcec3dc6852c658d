import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { joinTransaction } from '../../http/request-context.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { grants, heldScopes, readScope } from '../../kernel/scope-set.js';
import type { Authorization } from '../tokens/authorization.js';
import { type FoundToken, RefreshTokenStore } from '../tokens/refresh-token.store.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { RefreshRotation } from './refresh-rotation.js';
import { RefreshTokenRequest } from './refresh-token.request.js';
import { Target } from './target.js';

/** Further tokens of a session that a person began (RFC 6749 §6). */
@Grant('refresh_token')
export class RefreshTokenController {
  constructor(
    private readonly tokens: RefreshTokenStore,
    private readonly rotation: RefreshRotation,
    private readonly target: Target,
    private readonly signals: Signals,
    private readonly scopes: ScopeCatalogue,
  ) {}

  /** Everything is checked before anything is spent: a request that is wrong leaves the token as good as it was. */
  @Post()
  @Issued()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(RefreshTokenRequest) request: RefreshTokenRequest,
    @Req() http: GrantRequest,
  ): Promise<Authorization> {
    const found = await this.tokens.find(request.refresh_token);
    if (found === null || found.clientId !== client.clientId || !found.live) {
      throw new OAuthError('invalid_grant', 'the refresh token is not valid');
    }
    const { txn, subject: sub, sessionId: sid, ancestors } = found;
    joinTransaction(txn, { sub, act: { sub: client.clientId }, sid, ancestors });
    await this.rotation.check(client, found, http.confirmation);
    const scope = narrowed(await this.held(client, found), request.scope);
    const audience = await this.target.grantedAudience(client, found.resources, request.resource);
    const refreshToken = await this.rotation.spend(client, request.refresh_token, found, http.confirmation);
    return {
      ...authorizationOf(found, client),
      scope,
      audience,
      origin: this.signals.of(http),
      ...(refreshToken === null ? {} : { refreshToken }),
      ...(scope.includes('openid') ? { idToken: idTokenOf(found, client) } : {}),
    };
  }

  /** What the client or the person has lost since is gone, whatever was granted then. */
  private async held(client: RegisteredClient, { scope, roles }: FoundToken): Promise<readonly string[]> {
    const held = heldScopes(scope, roles, await this.scopes.find(scope)).filter((name) => grants(client.scope, name));
    if (held.length === 0)
      throw new OAuthError('invalid_grant', 'the client or the person has lost the scopes of this token');
    return held;
  }
}

/** A part of what was granted (RFC 6749 §6); the refresh token keeps all of it. */
function narrowed(granted: readonly string[], requested: string | undefined): readonly string[] {
  if (requested === undefined) return granted;
  const wanted = readScope(requested);
  const beyond = wanted.filter((name) => !granted.includes(name));
  if (beyond.length > 0) throw new OAuthError('invalid_scope', `not granted: ${beyond.join(' ')}`);
  return granted.filter((name) => wanted.includes(name));
}

function authorizationOf(found: FoundToken, { clientId }: RegisteredClient) {
  const { sessionId: id, sessionExpiresAt: expiresAt, authenticatedAt: at, acr, amr, txn, ancestors } = found;
  return {
    source: 'oauth',
    clientId,
    subject: found.subject,
    userId: found.userId,
    asOwner: false,
    actor: { sub: clientId },
    authentication: { at, acr, amr },
    session: { continues: true, id, lineage: { txn, ancestors }, expiresAt },
  } as const;
}

/** Without a nonce: that was for the answer to one request (OpenID Connect Core §12.2). */
function idTokenOf({ parentId, claims }: FoundToken, { idTokenAlg }: RegisteredClient) {
  return { algorithm: idTokenAlg, nonce: null, webSessionId: parentId, claims };
}
