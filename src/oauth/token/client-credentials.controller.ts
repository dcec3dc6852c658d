import { Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import type { Authorization } from '../tokens/authorization.js';
import { ClientCredentialsRequest } from './client-credentials.request.js';
import { AuthenticatedClient, Grant, GrantForm, TokenAnswered } from './grant.js';
import { grantedScopes, scopesInQuestion } from './scope.rules.js';
import { Target } from './target.js';

/** Tokens for a client acting as itself, in the name of its owner (RFC 6749 §4.4). There is no refresh token. */
@Grant('client_credentials')
export class ClientCredentialsController {
  constructor(
    private readonly target: Target,
    private readonly scopes: ScopeCatalogue,
    private readonly signals: Signals,
  ) {}

  @Post()
  @TokenAnswered()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(ClientCredentialsRequest) request: ClientCredentialsRequest,
    @Req() http: Request,
  ): Promise<Authorization> {
    const { clientId, owner } = client;
    if (owner === null) throw new OAuthError('invalid_client', 'the client has no owner');
    if (request.plugin_id !== undefined && !client.pluginIds.includes(request.plugin_id)) {
      throw new OAuthError('invalid_request', 'the client may not name this plugin_id');
    }
    const audiences = await this.target.audiencesFor(client, request.resource, request.audience);
    const [audience] = audiences;
    const scope = grantedScopes({
      requested: request.scope,
      clientScope: client.scope,
      ownerRoles: owner.roles,
      catalogue: await this.scopes.find(scopesInQuestion(request.scope, client.scope)),
      audience,
    });
    const named =
      client.subject === 'client'
        ? { subject: clientId, owner: owner.id }
        : { subject: owner.id, actor: { sub: clientId } };
    return {
      source: 'oauth',
      clientId,
      userId: owner.id,
      asOwner: true,
      ...named,
      scope,
      audience,
      audiences,
      ...(request.plugin_id === undefined ? {} : { pluginId: request.plugin_id }),
      origin: this.signals.of(http),
    };
  }
}
