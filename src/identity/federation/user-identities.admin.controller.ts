import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { UserRegister } from '../users/user-register.js';
import type { UserIdentity } from './user-identity.entity.js';
import { LinkRemoval } from './link-removal.js';
import { UserIdentityStore } from './user-identity.store.js';
import { UserLinks } from './user-links.js';

const UserId = new PathId('user');

function identityView({ id, userId, issuer, tenant, subject, createdAt }: UserIdentity) {
  return { id, user_id: userId, issuer, tenant, subject, created_at: createdAt.toISOString() };
}

type IdentityView = ReturnType<typeof identityView>;

/** As whom other issuers know a person, for administrators. */
@Controller('api/v1/admin/users/:id/identities')
@Administers('credentials')
@Versioned('user_identities', { param: 'identity_id', by: ['created_at'] })
export class UserIdentitiesAdminController {
  constructor(
    private readonly users: UserRegister,
    private readonly links: UserLinks,
    private readonly removal: LinkRemoval,
    private readonly identities: UserIdentityStore,
  ) {}

  @Get()
  async list(@Param('id', UserId) userId: string, @PageQuery() page: PageRequest): Promise<Page<IdentityView>> {
    await this.users.require(userId);
    return pageOf(await this.identities.list(userId, page), page.limit, ({ id }) => id, identityView);
  }

  @Get(':identity_id')
  async read(
    @Param('id', UserId) userId: string,
    @Param('identity_id', new PathId('identity')) id: string,
  ): Promise<IdentityView> {
    const identity = await this.identities.find(userId, id);
    if (identity === null) throw Problem.notFound('identity');
    return identityView(identity);
  }

  @Post()
  async add(
    @Param('id', UserId) userId: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IdentityView> {
    await this.users.require(userId);
    const identity = await this.links.add(userId, body, caller);
    response.location(`/api/v1/admin/users/${userId}/identities/${identity.id}`);
    return identityView(identity);
  }

  /** Tokens that were got by an assertion of this identity live on until they expire: five minutes, unless set otherwise. */
  @Delete(':identity_id')
  @HttpCode(204)
  async remove(
    @Param('id', UserId) userId: string,
    @Param('identity_id', new PathId('identity')) id: string,
    @TheCaller() caller: Caller,
  ): Promise<void> {
    await this.removal.remove(userId, id, caller);
  }
}
