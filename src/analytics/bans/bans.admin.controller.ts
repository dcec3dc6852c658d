import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { ListQuery, type ListRequest, readFilters, Takes, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { canonicalRange } from '../../kernel/address-ranges.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Signals } from '../analytics.contract.js';
import { type BanOrigin, BanRegister } from './ban-register.js';
import { type BanFilters, BanStore } from './ban.store.js';
import { banView } from './ban.view.js';

type View = ReturnType<typeof banView>;

const ID = new PathId('ban');
const filters = { source: wordFilter('administrator', 'automatic'), range: rangeFilter };

/** Bans of addresses, for administrators. */
@Controller('api/v1/admin/bans')
@Administers('bans')
@Versioned('address_bans')
export class BansAdminController {
  constructor(
    private readonly register: BanRegister,
    private readonly bans: BanStore,
    private readonly signals: Signals,
  ) {}

  @Post()
  @Takes('force')
  async create(
    @Req() request: Request,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View> {
    const ban = await this.register.create(body, caller, this.from(request));
    response.location(`/api/v1/admin/bans/${ban.id}`);
    return banView(ban);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<BanFilters>): Promise<Page<View>> {
    return pageOf(await this.bans.list(page, filters), page.limit, ({ id }) => id, banView);
  }

  @Get(':id')
  async read(@Param('id', ID) id: string): Promise<View> {
    return banView(await this.register.require(id));
  }

  @Patch(':id')
  @Takes('force')
  async change(
    @Req() request: Request,
    @Param('id', ID) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<View> {
    return banView(await this.register.change(id, body, caller, this.from(request)));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ID) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.lift(id, caller);
  }

  private from(request: Request): BanOrigin {
    const { force = 'false' } = readFilters(request.query, { force: wordFilter('true', 'false') });
    const { address } = contextOf(request);
    return { address, network: this.signals.network(address), force: force === 'true' };
  }
}

function rangeFilter(text: string): string {
  const read = canonicalRange(text);
  if (read === null) throw new Error('must be an address or a CIDR range');
  return read.range;
}
