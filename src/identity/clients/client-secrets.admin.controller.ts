import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers, Narrowed } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import type { Page } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { isWithin } from '../../kernel/within.js';
import { coverClient } from '../users/reach.store.js';
import type { Client } from './client.entity.js';
import { ClientSecretStore } from './client-secret.store.js';
import { isClientId, usesSecret } from './client.rules.js';
import { ClientStore } from './client.store.js';
import { secretView } from './client.view.js';

type SecretView = ReturnType<typeof secretView>;

const tooMany = Problem.conflict('A client has at most two secrets: delete one first.');
const hasNone = Problem.conflict('A client that is registered for another way of authentication has no secrets.');
const ClientId = new PathId('client', isClientId);

/** Secrets of a client, for administrators: two at a time, so that one can be replaced without downtime. */
@Controller('api/v1/admin/clients/:client_id/secrets')
@Administers('secrets')
@Narrowed()
@Versioned('client_secrets', { by: ['created_at', 'expires_at'] })
export class ClientSecretsAdminController {
  constructor(
    private readonly changes: Changes,
    private readonly clients: ClientStore,
    private readonly secrets: ClientSecretStore,
  ) {}

  @Get()
  async list(@Param('client_id', ClientId) clientId: string, @TheCaller() caller: Caller): Promise<Page<SecretView>> {
    required(await this.clients.find(clientId), caller);
    return { items: (await this.secrets.list(clientId)).map(secretView), next: null };
  }

  @Get(':id')
  async read(
    @Param('client_id', ClientId) clientId: string,
    @Param('id', new PathId('secret')) id: string,
    @TheCaller() caller: Caller,
  ): Promise<SecretView> {
    required(await this.clients.find(clientId), caller);
    const secret = (await this.secrets.list(clientId)).find((one) => one.id === id);
    if (secret === undefined) throw Problem.notFound('secret');
    return secretView(secret);
  }

  /** The answer is the only one that ever shows the secret. */
  @Post()
  async add(
    @Param('client_id', ClientId) clientId: string,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SecretView & { client_secret: string }> {
    const fresh = await this.secrets.prepare();
    await this.changes.record(
      async (transaction) => {
        const client = required(await this.clients.lock(transaction, clientId), caller);
        await coverClient(transaction, caller, client);
        if (!usesSecret(client)) throw hasNone;
        if ((await this.secrets.insert(transaction, clientId, fresh)) === null) throw tooMany;
      },
      () => doneBy(caller, 'client.secret_added', { id: clientId, secret_id: fresh.row.id }),
      { client_secrets_slot: tooMany },
    );
    response.location(`/api/v1/admin/clients/${encodeURIComponent(clientId)}/secrets/${fresh.row.id}`);
    response.set('cache-control', 'no-store');
    return { ...secretView(fresh.row), client_secret: fresh.text };
  }

  /** The last one stays: to take a client's access away, deactivate it, and it is on record. */
  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Param('client_id', ClientId) clientId: string,
    @Param('id', new PathId('secret')) id: string,
    @TheCaller() caller: Caller,
  ): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        required(await this.clients.lock(transaction, clientId), caller);
        const outcome = await this.secrets.delete(transaction, clientId, id);
        if (outcome === 'unknown') throw Problem.notFound('secret');
        if (outcome === 'last')
          throw Problem.conflict('The last secret stays: add another first, or deactivate the client.');
      },
      () => doneBy(caller, 'client.secret_deleted', { id: clientId, secret_id: id }),
    );
  }
}

/** @throws Problem 404, also for a client beyond the caller's reach */
function required(client: Client | null, caller: Caller): Client {
  if (client === null || !isWithin(client, caller)) throw Problem.notFound('client');
  return client;
}
