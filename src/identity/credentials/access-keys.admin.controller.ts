import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { idFilter, ListQuery, type ListRequest, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy, type Transaction } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { type AccessKeyMaker, AccessKeyRegister } from './access-key-register.js';
import { type AccessKeyFilters, AccessKeyStore, type ListedAccessKey } from './access-key.store.js';
import { accessKeyView } from './access-key.view.js';

type AccessKeyView = ReturnType<typeof accessKeyView>;

const KeyId = new PathId('access key');
const UserId = new PathId('user');
const active = (text: string): boolean => wordFilter('true', 'false')(text) === 'true';

/** Access keys, for administrators: for whom there are which, and to end them. */
@Controller('api/v1/admin')
@Administers('access_keys')
export class AccessKeysAdminController {
  constructor(
    private readonly register: AccessKeyRegister,
    private readonly keys: AccessKeyStore,
    private readonly users: UserStore,
  ) {}

  /** The answer is the only one that ever shows the key. */
  @Post('users/:id/access-keys')
  @Versioned('access_keys', { by: ['created_at'] })
  async create(
    @Param('id', UserId) userId: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccessKeyView & { access_key: string }> {
    const hold = (transaction: Transaction): Promise<void> => coverPerson(transaction, caller, userId);
    const { row, text } = await this.register.create(userId, body, { ...by(caller), hold });
    response.location(`/api/v1/admin/access-keys/${row.id}`);
    response.set('cache-control', 'no-store');
    return { ...accessKeyView({ ...row, active: true, closedAt: null, closeReason: null }), access_key: text };
  }

  @Get('users/:id/access-keys')
  async listOfUser(
    @Param('id', UserId) userId: string,
    @ListQuery({ active }) { page, filters }: ListRequest<Pick<AccessKeyFilters, 'active'>>,
  ): Promise<Page<AccessKeyView>> {
    if ((await this.users.find(userId)) === null) throw Problem.notFound('user');
    return this.list({ page, filters: { ...filters, user_id: userId } });
  }

  @Get('access-keys')
  async list(
    @ListQuery({ user_id: idFilter, active }) { page, filters }: ListRequest<AccessKeyFilters>,
  ): Promise<Page<AccessKeyView>> {
    return pageOf(await this.keys.list(page, filters), page.limit, ({ id }) => id, accessKeyView);
  }

  @Get('access-keys/:id')
  @Versioned('access_keys', { by: ['created_at'] })
  async read(@Param('id', KeyId) id: string): Promise<AccessKeyView> {
    return accessKeyView(await this.require(id));
  }

  /** Scripts that use it are refused from the next call on. */
  @Delete('access-keys/:id')
  @Versioned('access_keys', { by: ['created_at'] })
  @HttpCode(204)
  async revoke(@Param('id', KeyId) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.revoke(await this.require(id), 'access key revoked by an administrator', by(caller));
  }

  private async require(id: string): Promise<ListedAccessKey> {
    const key = await this.keys.find(id);
    if (key === null) throw Problem.notFound('access key');
    return key;
  }
}

function by(caller: Caller): AccessKeyMaker {
  return { event: (kind, detail) => doneBy(caller, kind, detail) };
}
