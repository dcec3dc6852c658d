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
import { UpstreamRegister } from './upstream-register.js';
import { UpstreamTraffic } from './upstream-traffic.js';
import type { Upstream } from './upstream.entity.js';
import { type UpstreamFilters, UpstreamStore } from './upstream.store.js';
import { upstreamView } from './upstream.view.js';

type UpstreamView = ReturnType<typeof upstreamView>;

const filters = { kind: wordFilter('mcp', 'a2a'), name: textFilter, status: wordFilter('active', 'inactive') };

/** Upstreams, for administrators. */
@Controller('api/v1/admin/upstreams')
@Administers('upstreams')
@Versioned('upstreams')
export class UpstreamsAdminController {
  constructor(
    private readonly register: UpstreamRegister,
    private readonly upstreams: UpstreamStore,
    private readonly traffic: UpstreamTraffic,
    private readonly settings: Settings,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UpstreamView> {
    const upstream = await this.register.create(body, caller);
    response.location(`/api/v1/admin/upstreams/${upstream.id}`);
    return this.view(upstream);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<UpstreamFilters>): Promise<Page<UpstreamView>> {
    const rows = await this.upstreams.list(page, filters);
    return pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (upstream) => this.view(upstream),
    );
  }

  @Get(':id')
  async read(@Param('id', new PathId('upstream')) id: string): Promise<UpstreamView> {
    return this.view(await this.register.require(id));
  }

  @Patch(':id')
  async change(
    @Param('id', new PathId('upstream')) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<UpstreamView> {
    return this.view(await this.register.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', new PathId('upstream')) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }

  private view(upstream: Upstream): UpstreamView {
    return upstreamView(upstream, this.settings.PUBLIC_URL, this.traffic.healthOf(upstream));
  }
}
