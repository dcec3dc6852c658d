import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { TokenHolders } from '../http/access.js';
import type { CallerRequest } from '../http/declared-access.js';
import { ListQuery, type ListRequest, readList, textFilter, wordFilter } from '../http/page-query.js';
import { contextOf } from '../http/request-context.js';
import { TheCaller } from '../http/the-caller.js';
import type { Caller } from '../kernel/caller.js';
import type { Page } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../settings/settings.js';
import { type Reached, Registry } from './registry.js';
import { namespaceOf, registryView, serverView, versionOf } from './registry.view.js';
import type { Upstream, UpstreamKind } from './upstreams/upstream.entity.js';

const filters = { kind: wordFilter('mcp', 'a2a') };
const NO_STORE = 'private, no-store';

/** What the caller of this request may reach, and nothing else; also in the form of the MCP registry (its API v0.1). */
@Controller('api/v1/registry')
@TokenHolders()
export class RegistryController {
  constructor(
    private readonly registry: Registry,
    private readonly settings: Settings,
  ) {}

  /** What the caller of this request may reach, and nothing else. */
  @Get()
  @Header('Cache-Control', NO_STORE)
  async list(
    @ListQuery(filters) { page, filters: { kind } }: ListRequest<{ kind?: UpstreamKind }>,
    @TheCaller() caller: Caller,
    @Req() request: CallerRequest,
  ): Promise<Page<object>> {
    const { address, base } = contextOf(request);
    const reached = await this.registry.page({ caller, address }, page, kind);
    const items = reached.upstreams.map((upstream) => registryView(upstream, this.settings.PUBLIC_URL, base));
    return { items, next: cursorOf(reached) };
  }

  /** The same in the form of the MCP registry (its API v0.1). */
  @Get('v0.1/servers')
  @Header('Cache-Control', NO_STORE)
  async servers(@TheCaller() caller: Caller, @Req() request: CallerRequest): Promise<object> {
    const { address, base } = contextOf(request);
    const { page, filters } = readServerList(request.query);
    const reached = await this.registry.page({ caller, address }, page, 'mcp');
    const servers = reached.upstreams
      .filter((upstream) => isWanted(upstream, filters))
      .map((upstream) => serverView(upstream, this.settings.PUBLIC_URL, base));
    const next = cursorOf(reached);
    return { servers, metadata: { count: servers.length, ...(next === null ? {} : { nextCursor: next }) } };
  }

  /** One server in the form of the MCP registry. @throws Problem 404 also for one that there is, but not for this caller */
  @Get('v0.1/servers/:name/versions/:version')
  @Header('Cache-Control', NO_STORE)
  async server(
    @Param('name') name: string,
    @Param('version') version: string,
    @TheCaller() caller: Caller,
    @Req() request: CallerRequest,
  ): Promise<object> {
    const { address, base } = contextOf(request);
    const [namespace, own = ''] = name.split('/');
    const ours = namespace === namespaceOf(this.settings.PUBLIC_URL) && name.split('/').length === 2;
    const upstream = ours ? await this.registry.find({ caller, address }, 'mcp', own) : null;
    if (upstream === null || (version !== 'latest' && version !== versionOf(upstream)))
      throw Problem.notFound('server');
    return serverView(upstream, this.settings.PUBLIC_URL, base);
  }
}

const serverFilters = {
  search: textFilter,
  version: textFilter,
  updated_since: timeFilter,
  include_deleted: wordFilter('true', 'false'),
};

interface ServerFilters {
  readonly search?: string;
  readonly version?: string;
  /** Milliseconds since 1970. */
  readonly updated_since?: number;
}

/** The registry's word for a page's beginning is another than ours. */
function readServerList({ cursor, ...query }: CallerRequest['query']): ListRequest<ServerFilters> {
  const asked = cursor === undefined ? query : { ...query, after: cursor };
  return readList(asked, serverFilters);
}

function isWanted(upstream: Upstream, { search, version, updated_since: since }: ServerFilters): boolean {
  if (search !== undefined && !upstream.name.includes(search.toLowerCase())) return false;
  if (version !== undefined && version !== 'latest' && version !== versionOf(upstream)) return false;
  return since === undefined || upstream.updatedAt.getTime() >= since;
}

function timeFilter(text: string): number {
  const time = /^\d{4}-\d\d-\d\d[Tt ]/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new Error('must be a time (RFC 3339)');
  return time;
}

function cursorOf({ next }: Reached): string | null {
  return next === null ? null : Buffer.from(next).toString('base64url');
}
