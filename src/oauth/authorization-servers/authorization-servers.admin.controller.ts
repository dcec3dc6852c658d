import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { ListQuery, type ListRequest, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { AuthorizationServerRegister } from './authorization-server-register.js';
import { type AuthorizationServerFilters, AuthorizationServerStore } from './authorization-server.store.js';
import { authorizationServerView } from './authorization-server.view.js';

type View = ReturnType<typeof authorizationServerView>;

const ID = new PathId('authorization server');
const filters = { issuer: textFilter, status: wordFilter('active', 'inactive') };

/** Authorization servers for which ID-JAGs are issued, for administrators. */
@Controller('api/v1/admin/authorization-servers')
@Administers('authorization_servers')
@Versioned('authorization_servers')
export class AuthorizationServersAdminController {
  constructor(
    private readonly register: AuthorizationServerRegister,
    private readonly servers: AuthorizationServerStore,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View> {
    const server = await this.register.create(body, caller);
    response.location(`/api/v1/admin/authorization-servers/${server.id}`);
    return authorizationServerView(server);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<AuthorizationServerFilters>): Promise<Page<View>> {
    return pageOf(await this.servers.list(page, filters), page.limit, ({ id }) => id, authorizationServerView);
  }

  @Get(':id')
  async read(@Param('id', ID) id: string): Promise<View> {
    return authorizationServerView(await this.register.require(id));
  }

  @Patch(':id')
  async change(@Param('id', ID) id: string, @JsonBody() body: JsonFields, @TheCaller() caller: Caller): Promise<View> {
    return authorizationServerView(await this.register.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ID) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }
}
