import { Injectable } from '@nestjs/common';
import type { Origin } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import type { Authorization } from '../tokens/authorization.js';
import { grantedScopes, scopesInQuestion } from './scope.rules.js';
import { Target } from './target.js';

/** What a client that acts as itself asks for. */
export interface OwnWishes {
  readonly scope: string | undefined;
  readonly resource: readonly string[];
  readonly audience: readonly string[];
  readonly plugin_id?: string | undefined;
}

/** Decides what a client may do as itself, in the name of its owner. */
@Injectable()
export class OwnAuthority {
  constructor(
    private readonly target: Target,
    private readonly scopes: ScopeCatalogue,
  ) {}

  /** @throws OAuthError `invalid_target`, `invalid_scope`, `invalid_request` */
  async of(client: RegisteredClient, wishes: OwnWishes, origin: Origin): Promise<Authorization> {
    const { clientId, owner } = client;
    if (owner === null) throw new OAuthError('invalid_client', 'the client has no owner');
    if (wishes.plugin_id !== undefined && !client.pluginIds.includes(wishes.plugin_id)) {
      throw new OAuthError('invalid_request', 'the client may not name this plugin_id');
    }
    const targets = this.target.audiencesFor(client, wishes.resource, wishes.audience);
    const audiences = isLater(targets) ? await targets : targets;
    const [audience] = audiences;
    const catalogue = this.scopes.find(scopesInQuestion(wishes.scope, client.scope));
    const scope = grantedScopes({
      requested: wishes.scope,
      clientScope: client.scope,
      ownerRoles: owner.roles,
      catalogue: isLater(catalogue) ? await catalogue : catalogue,
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
      ...(wishes.plugin_id === undefined ? {} : { pluginId: wishes.plugin_id }),
      origin,
    };
  }
}
