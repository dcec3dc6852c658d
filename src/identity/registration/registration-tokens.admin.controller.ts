import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { ListQuery, type ListRequest } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { RegistrationTokens } from './registration-tokens.js';
import { RegistrationTokenStore } from './registration-token.store.js';
import { registrationTokenView } from './registration-token.view.js';

type View = ReturnType<typeof registrationTokenView>;

const ID = new PathId('registration token');

/** Initial access tokens (RFC 7591 §1.2), for administrators. */
@Controller('api/v1/admin/registration-tokens')
@Administers('registration_tokens')
@Versioned('registration_tokens', { by: ['created_at', 'uses_left'] })
export class RegistrationTokensAdminController {
  constructor(
    private readonly tokens: RegistrationTokens,
    private readonly store: RegistrationTokenStore,
  ) {}

  /** The answer is the only one that ever shows the token. */
  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View & { initial_access_token: string }> {
    const { row, text } = await this.tokens.create(body, caller);
    response.location(`/api/v1/admin/registration-tokens/${row.id}`).set('cache-control', 'no-store');
    return { ...registrationTokenView(row), initial_access_token: text };
  }

  @Get()
  async list(@ListQuery({}) { page }: ListRequest<object>): Promise<Page<View>> {
    return pageOf(await this.store.list(page), page.limit, ({ id }) => id, registrationTokenView);
  }

  @Get(':id')
  async read(@Param('id', ID) id: string): Promise<View> {
    const token = await this.store.findById(id);
    if (token === null) throw Problem.notFound('registration token');
    return registrationTokenView(token);
  }

  /** Nobody can register by it any more; clients that did stay. */
  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id', ID) id: string, @TheCaller() caller: Caller): Promise<void> {
    return this.tokens.remove(id, caller);
  }
}
