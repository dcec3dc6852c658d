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
import { type Diagnosis, IssuerDoctor } from './issuer-doctor.js';
import { IssuerRegister } from './issuer-register.js';
import { type IssuerFilters, TrustedIssuerStore } from './trusted-issuer.store.js';
import { issuerView } from './trusted-issuer.view.js';

type IssuerView = ReturnType<typeof issuerView>;

const filters = { issuer: textFilter, status: wordFilter('active', 'inactive') };

/** Whom else we believe about machines and people, for administrators. */
@Controller('api/v1/admin/issuers')
@Administers('issuers')
@Versioned('trusted_issuers')
export class IssuersAdminController {
  constructor(
    private readonly register: IssuerRegister,
    private readonly issuers: TrustedIssuerStore,
    private readonly doctor: IssuerDoctor,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuerView> {
    const issuer = await this.register.create(body, caller);
    response.location(`/api/v1/admin/issuers/${issuer.id}`);
    return issuerView(issuer);
  }

  /** Examine why a token would be accepted or not. It is neither spent nor kept. */
  @Post('doctor')
  @HttpCode(200)
  async examine(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Diagnosis> {
    response.set('cache-control', 'no-store');
    return this.doctor.examine(body, caller);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<IssuerFilters>): Promise<Page<IssuerView>> {
    return pageOf(await this.issuers.list(page, filters), page.limit, ({ id }) => id, issuerView);
  }

  @Get(':id')
  async read(@Param('id', new PathId('issuer')) id: string): Promise<IssuerView> {
    return issuerView(await this.register.require(id));
  }

  @Patch(':id')
  async change(
    @Param('id', new PathId('issuer')) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<IssuerView> {
    return issuerView(await this.register.change(id, body, caller));
  }

  /** Its rules go with it; links of people stay. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', new PathId('issuer')) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }
}
