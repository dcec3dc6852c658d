import { Injectable } from '@nestjs/common';
import type { WrongFields } from '../../http/json-body.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { readScope } from '../../kernel/scope-set.js';
import type { Transaction } from '../changes.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { UserStore } from '../users/user.store.js';
import type { Client } from './client.entity.js';
import { AgentTerms } from './agent-terms.js';
import type { ClientRequest } from './client.request.js';
import { KnownResources } from './known-resources.js';
import { SectorIdentifiers } from './sector-identifiers.js';

/**
 * Checks what a client refers to. An owner, a resource or a time that stood before is looked at again only when the
 * client becomes active: else a client whose owner has left could not even be deactivated.
 */
@Injectable()
export class ClientReferences {
  constructor(
    private readonly users: UserStore,
    private readonly scopes: ScopeCatalogue,
    private readonly resources: KnownResources,
    private readonly sectors: SectorIdentifiers,
    private readonly terms: AgentTerms,
  ) {}

  /** The body with what a client of its kind has even when nobody says so. @param before what stood before */
  complete(client: ClientRequest, before: Client | null): ClientRequest {
    return this.terms.complete(client, before);
  }

  /** @param isNew whether a field differs from what stood before */
  async check(client: ClientRequest, isNew: (name: keyof ClientRequest) => boolean, wrong: WrongFields): Promise<void> {
    const due = (name: keyof ClientRequest): boolean => isNew(name) && !wrong.has(name);
    const checks: Partial<Record<keyof ClientRequest, () => Promise<string | null> | string | null>> = {
      owner_id: () => (due('owner_id') ? this.ownerFault(client.owner_id) : null),
      scope: () => (wrong.has('scope') ? null : this.scopes.fault(readScope(client.scope))),
      resources: () => (due('resources') ? this.resources.fault(client.resources ?? []) : null),
      introspects: () => (due('introspects') ? this.resources.fault(client.introspects) : null),
      default_audience: () =>
        wrong.has('default_audience') || wrong.has('resources') || wrong.has('audiences')
          ? null
          : this.defaultFault(client, isNew('default_audience') || isNew('resources')),
      sector_identifier_uri: () =>
        wrong.has('redirect_uris') ||
        wrong.has('sector_identifier_uri') ||
        !(isNew('sector_identifier_uri') || isNew('redirect_uris'))
          ? null
          : this.sectorFault(client),
      expires_at: () =>
        !wrong.has('expires_at') && (isNew('expires_at') || isNew('kind')) ? this.terms.fault(client) : null,
    };
    for (const [name, fault] of Object.entries(checks)) {
      const detail = await fault();
      if (detail !== null) wrong.add(name, detail);
    }
  }

  /**
   * Keeps the scopes that were found until the transaction ends.
   * @throws ChangedMeanwhile when one is gone
   */
  hold(transaction: Transaction, { scope }: Pick<Client, 'scope'>): Promise<void> {
    return this.scopes.hold(transaction, scope);
  }

  private async ownerFault(ownerId: string | null | undefined): Promise<string | null> {
    if (ownerId === null || ownerId === undefined) return null;
    const owner = await this.users.find(ownerId);
    if (owner === null) return 'is not the id of a user';
    return owner.status === 'active' ? null : 'is a user who is not active';
  }

  /** Looked at when either changes, and not again later (OpenID Connect Core §8.1). */
  private sectorFault({
    sector_identifier_uri: uri,
    redirect_uris: uris,
  }: ClientRequest): Promise<string | null> | null {
    return uri === null || uri === undefined ? null : this.sectors.fault(uri, uris);
  }

  private async defaultFault(client: ClientRequest, isNew: boolean): Promise<string | null> {
    const { default_audience: chosen, resources } = client;
    if (chosen === null || chosen === undefined || client.audiences.includes(chosen)) return null;
    const allowed = resources
      ? resources.some((resource) => sameResource(resource, chosen))
      : !isNew || (await this.resources.has(chosen));
    return allowed ? null : 'must be one of the audiences, or a resource that this client may name';
  }
}
