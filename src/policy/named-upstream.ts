import type { Upstream, UpstreamKind } from '../proxy/upstreams/upstream.entity.js';
import type { Upstreams } from '../proxy/upstreams/upstreams.contract.js';

/** How a rule, and a question about rules, name an upstream. */
export interface UpstreamName {
  readonly upstream: string;
  /** Where it is left out, an MCP server comes before an agent of the same name. */
  readonly upstream_kind?: UpstreamKind;
}

export async function namedUpstream(
  upstreams: Upstreams,
  { upstream: name, upstream_kind: kind }: UpstreamName,
): Promise<Upstream | null> {
  if (kind !== undefined) return upstreams.find(kind, name);
  return (await upstreams.find('mcp', name)) ?? (await upstreams.find('a2a', name));
}
