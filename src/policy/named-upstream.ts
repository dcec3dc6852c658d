import type { Upstream, UpstreamKind } from '../proxy/upstreams/upstream.entity.js';
import type { Upstreams } from '../proxy/upstreams/upstreams.contract.js';

/** What is wrong where a name alone does not say which upstream is meant. */
export const WHICH_KIND = 'is needed: an MCP server and an agent have this name';

/** How a rule, and a question about rules, name an upstream. */
export interface UpstreamName {
  readonly upstream: string;
  readonly upstream_kind?: UpstreamKind;
}

/** @returns none, one, or an MCP server and an agent of the same name */
export async function namedUpstreams(
  upstreams: Upstreams,
  { upstream: name, upstream_kind: kind }: UpstreamName,
): Promise<readonly Upstream[]> {
  const kinds = kind === undefined ? (['mcp', 'a2a'] as const) : [kind];
  const found = await Promise.all(kinds.map((one) => upstreams.find(one, name)));
  return found.filter((one) => one !== null);
}
