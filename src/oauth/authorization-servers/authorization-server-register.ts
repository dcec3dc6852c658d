import { Injectable } from '@nestjs/common';
import { examined, type JsonFields, type WrongFields } from '../../http/json-body.js';
import { changedNames, Changes, changeKind, doneBy } from '../../identity/changes.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { readScope } from '../../kernel/scope-set.js';
import { Settings } from '../../settings/settings.js';
import type { AuthorizationServer } from './authorization-server.entity.js';
import { AuthorizationServerRequest } from './authorization-server.request.js';
import { type AuthorizationServerFields, AuthorizationServerStore } from './authorization-server.store.js';
import { authorizationServerFields } from './authorization-server.view.js';

const conflicts = {
  authorization_servers_issuer: Problem.conflict('There is an authorization server with this issuer.', [
    { pointer: '/issuer', detail: 'is taken' },
  ]),
};

/** Registers authorization servers of others, changes and removes them. */
@Injectable()
export class AuthorizationServerRegister {
  constructor(
    private readonly changes: Changes,
    private readonly servers: AuthorizationServerStore,
    private readonly clients: ClientStore,
    private readonly settings: Settings,
  ) {}

  /** @throws Problem 404 */
  async require(id: string): Promise<AuthorizationServer> {
    const server = await this.servers.findById(id);
    if (server === null) throw Problem.notFound('authorization server');
    return server;
  }

  /** @throws Problem 400 naming every wrong field, 409 when the issuer is taken */
  async create(body: JsonFields, caller: Caller): Promise<AuthorizationServer> {
    const fields = await this.checked(body, null);
    return this.changes.record(
      (transaction) => this.servers.insert(transaction, fields),
      ({ id, issuer }) => doneBy(caller, 'authorization_server.created', { id, issuer }),
      conflicts,
    );
  }

  /** @throws Problem 400 naming every wrong field of the result, 404, 409 */
  change(id: string, body: JsonFields, caller: Caller): Promise<AuthorizationServer> {
    return this.changes.retrying(async () => {
      const before = await this.require(id);
      const fields = await this.checked({ ...authorizationServerFields(before), ...body }, before);
      const changed = changedNames(authorizationServerFields(before), authorizationServerFields(fields));
      if (changed.length === 0) return before;
      return this.changes.record(
        (transaction) => this.servers.update(transaction, before, fields),
        () => {
          const { issuer } = fields;
          return doneBy(caller, `authorization_server.${changeKind(before, fields)}`, { id, issuer, changed });
        },
        conflicts,
      );
    });
  }

  /** @throws Problem 404 */
  async remove(id: string, caller: Caller): Promise<void> {
    const { issuer } = await this.require(id);
    await this.changes.record(
      async (transaction) => {
        if (!(await this.servers.delete(transaction, id))) throw Problem.notFound('authorization server');
      },
      () => doneBy(caller, 'authorization_server.deleted', { id, issuer }),
    );
  }

  private async checked(body: JsonFields, before: AuthorizationServer | null): Promise<AuthorizationServerFields> {
    const { value, wrong } = examined(AuthorizationServerRequest, body);
    this.checkIssuer(value, wrong);
    await this.checkClients(value, before, wrong);
    wrong.refuse();
    return {
      issuer: value.issuer,
      name: value.name,
      resources: [...new Set(value.resources)],
      scope: readScope(value.scope),
      clients: value.clients,
      status: value.status,
    };
  }

  /** What we issue for ourselves would come back as an assertion of our own (ID-JAG, Cross-Domain Use). */
  private checkIssuer({ issuer }: AuthorizationServerRequest, wrong: WrongFields): void {
    if (wrong.has('issuer') || !this.settings.publicBases.some((base) => sameResource(base, issuer))) return;
    wrong.add('issuer', 'is this Gatehouse itself');
  }

  /** One that stood before may be gone: else nothing else could be changed any more. */
  private async checkClients(
    { clients }: AuthorizationServerRequest,
    before: AuthorizationServer | null,
    wrong: WrongFields,
  ): Promise<void> {
    if (wrong.has('clients')) return;
    const added = Object.keys(clients).filter((clientId) => !Object.hasOwn(before?.clients ?? {}, clientId));
    const unknown: string[] = [];
    for (const clientId of added) if ((await this.clients.find(clientId)) === null) unknown.push(clientId);
    if (unknown.length > 0) wrong.add('clients', `not the ids of clients: ${unknown.join(', ')}`);
  }
}
