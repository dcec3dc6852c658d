import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers, Narrowed } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { idFilter, ListQuery, type ListRequest, textFilter, timeFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { ClientRegister } from './client-register.js';
import { type Client, CLIENT_KINDS, type ClientKind } from './client.entity.js';
import { isClientId } from './client.rules.js';
import { type ClientFilters, ClientStore } from './client.store.js';
import { clientView } from './client.view.js';

type ClientView = ReturnType<typeof clientView>;

interface Filters {
  readonly owner_id?: string;
  readonly kind?: ClientKind;
  readonly status?: Client['status'];
  readonly orphaned?: 'true' | 'false';
  readonly name_prefix?: string;
  readonly client_id_prefix?: string;
  readonly expires_before?: Date;
}

const filters = {
  owner_id: idFilter,
  kind: wordFilter(...CLIENT_KINDS),
  status: wordFilter('active', 'inactive'),
  orphaned: wordFilter('true', 'false'),
  name_prefix: textFilter,
  client_id_prefix: textFilter,
  expires_before: timeFilter,
};
const ClientId = new PathId('client', isClientId);

/** Clients, for administrators. */
@Controller('api/v1/admin/clients')
@Administers('clients')
@Narrowed()
@Versioned('clients', {
  key: 'client_id',
  param: 'client_id',
  member: 'client_id',
  // With its owner a client loses who owns it, whatever it is.
  by: ['updated_at', 'owner_id', 'status'],
})
export class ClientsAdminController {
  constructor(
    private readonly register: ClientRegister,
    private readonly clients: ClientStore,
  ) {}

  /** The answer is the only one that ever shows the secret; a public client has none. */
  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClientView & { client_secret?: string; client_secret_id?: string }> {
    const { client, secret } = await this.register.create(body, caller);
    response.location(`/api/v1/admin/clients/${client.clientId}`).set('cache-control', 'no-store');
    if (secret === null) return clientView(client);
    return { ...clientView(client), client_secret: secret.text, client_secret_id: secret.row.id };
  }

  @Get()
  async list(
    @ListQuery(filters) { page, filters }: ListRequest<Filters>,
    @TheCaller() caller: Caller,
  ): Promise<Page<ClientView>> {
    const rows = await this.clients.list(page, askedFor(filters), withinOf(caller));
    return pageOf(rows, page.limit, ({ id }) => id, clientView);
  }

  @Get(':client_id')
  async read(@Param('client_id', ClientId) clientId: string, @TheCaller() caller: Caller): Promise<ClientView> {
    return clientView(await this.register.requireWithin(clientId, caller));
  }

  /** Only what is named changes. One that becomes inactive is refused from the next call on, and its sessions end. */
  @Patch(':client_id')
  async change(
    @Param('client_id', ClientId) clientId: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<ClientView> {
    return clientView(await this.register.change(clientId, body, caller));
  }

  /** Its sessions end, and its secrets and consents go with it; evidence of it stays. */
  @Delete(':client_id')
  @HttpCode(204)
  async remove(@Param('client_id', ClientId) clientId: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(clientId, caller);
  }
}

function askedFor({
  owner_id,
  orphaned,
  name_prefix,
  client_id_prefix,
  expires_before,
  ...others
}: Filters): ClientFilters {
  return {
    ...others,
    ...(owner_id !== undefined && { ownerId: owner_id }),
    ...(orphaned !== undefined && { orphaned: orphaned === 'true' }),
    ...(name_prefix !== undefined && { namePrefix: name_prefix }),
    ...(client_id_prefix !== undefined && { clientIdPrefix: client_id_prefix }),
    ...(expires_before !== undefined && { expiresBefore: expires_before }),
  };
}
