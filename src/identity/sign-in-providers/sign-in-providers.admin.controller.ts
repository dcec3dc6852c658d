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
import { Settings } from '../../settings/settings.js';
import type { SignInProvider } from './sign-in-provider.entity.js';
import { SignInProviderRegister } from './sign-in-provider-register.js';
import { type SignInProviderFilters, SignInProviderStore } from './sign-in-provider.store.js';
import { signInProviderView } from './sign-in-provider.view.js';

type View = ReturnType<typeof signInProviderView>;

const ID = new PathId('sign-in provider');
const filters = { slug: textFilter, issuer: textFilter, status: wordFilter('active', 'inactive') };

/** Companies' OpenID providers by which people sign in, for administrators. */
@Controller('api/v1/admin/sign-in-providers')
@Administers('sign_in_providers')
@Versioned('sign_in_providers')
export class SignInProvidersAdminController {
  constructor(
    private readonly register: SignInProviderRegister,
    private readonly providers: SignInProviderStore,
    private readonly settings: Settings,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View> {
    const provider = await this.register.create(body, caller);
    response.location(`/api/v1/admin/sign-in-providers/${provider.id}`);
    return this.view(provider);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<SignInProviderFilters>): Promise<Page<View>> {
    const found = await this.providers.list(page, filters);
    return pageOf(
      found,
      page.limit,
      ({ id }) => id,
      (one) => this.view(one),
    );
  }

  @Get(':id')
  async read(@Param('id', ID) id: string): Promise<View> {
    return this.view(await this.register.require(id));
  }

  @Patch(':id')
  async change(@Param('id', ID) id: string, @JsonBody() body: JsonFields, @TheCaller() caller: Caller): Promise<View> {
    return this.view(await this.register.change(id, body, caller));
  }

  /** Whoever is signed in by it is signed out. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ID) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }

  private view(provider: SignInProvider): View {
    return signInProviderView(provider, this.settings.PUBLIC_URL);
  }
}
