import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers, Narrowed } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { ListQuery, type ListRequest, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { UserRegister } from './user-register.js';
import { type UserFilters, UserStore } from './user.store.js';
import { userView } from './user.view.js';

type UserView = ReturnType<typeof userView>;

const filters = {
  email: (text: string) => textFilter(text).toLowerCase(),
  status: wordFilter('active', 'inactive'),
  group: textFilter,
  role: textFilter,
  text: textFilter,
};

/** People, for administrators. */
@Controller('api/v1/admin/users')
@Administers('users')
@Versioned('users')
export class UsersAdminController {
  constructor(
    private readonly register: UserRegister,
    private readonly users: UserStore,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserView> {
    const user = await this.register.create(body, caller);
    response.location(`/api/v1/admin/users/${user.id}`);
    return userView(user);
  }

  @Get()
  @Narrowed()
  async list(
    @ListQuery(filters) { page, filters }: ListRequest<UserFilters>,
    @TheCaller() caller: Caller,
  ): Promise<Page<UserView>> {
    return pageOf(await this.users.list(page, filters, withinOf(caller)), page.limit, ({ id }) => id, userView);
  }

  @Get(':id')
  @Narrowed()
  async read(@Param('id', new PathId('user')) id: string, @TheCaller() caller: Caller): Promise<UserView> {
    return userView(await this.register.requireWithin(id, caller));
  }

  @Patch(':id')
  async change(
    @Param('id', new PathId('user')) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<UserView> {
    return userView(await this.register.change(id, body, caller));
  }

  /** Their clients stay, inactive and without an owner. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', new PathId('user')) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }
}
