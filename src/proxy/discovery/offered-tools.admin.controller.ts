import { Controller, Get, Param, Req } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { isUuid } from '../../http/page-query.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import type { GateRequest } from '../gate-request.js';
import type { FoundUpstream } from '../upstreams/upstreams.contract.js';
import { UpstreamStore } from '../upstreams/upstream.store.js';
import { offeredView } from './offered-tools.view.js';
import { OfferedTools } from './offered-tools.js';

/** The tools of an MCP server, for administrators who write rules about them. */
@Controller('api/v1/admin/upstreams')
@Administers('upstreams')
export class OfferedToolsAdminController {
  constructor(
    private readonly offered: OfferedTools,
    private readonly upstreams: UpstreamStore,
  ) {}

  /** As the server told of them when it was last asked; for whoever writes rules about them. */
  @Get(':server/tools')
  async list(
    @Param('server') server: string,
    @TheCaller() caller: Caller,
    @Req() request: GateRequest,
  ): Promise<ReturnType<typeof offeredView>> {
    return offeredView(await this.offered.of(await this.require(server), caller, request));
  }

  /** @param server its name, as rules have it, or its id, as the other paths here have it. @throws Problem 404 */
  private async require(server: string): Promise<FoundUpstream> {
    const found = (await this.upstreams.find('mcp', server)) ?? (await this.byId(server));
    if (found === null) throw Problem.notFound('MCP server');
    return found;
  }

  private async byId(id: string): Promise<FoundUpstream | null> {
    const registered = isUuid(id) ? await this.upstreams.findById(id) : null;
    return registered?.kind === 'mcp' ? this.upstreams.find('mcp', registered.name) : null;
  }
}
