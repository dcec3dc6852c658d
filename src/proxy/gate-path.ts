import type { UpstreamKind } from './upstreams/upstream.entity.js';

const roots: Readonly<Record<UpstreamKind, string>> = { mcp: '/api/v1/mcp', a2a: '/api/v1/agents' };

/** Path of an upstream at the gate; with a public base before it, its resource identifier. */
export function gatePath(kind: UpstreamKind, name: string): string {
  return `${roots[kind]}/${name}`;
}
