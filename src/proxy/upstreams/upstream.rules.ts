import type { UpstreamKind } from './upstream.entity.js';

/** Last segment of an upstream's path at the gate. */
export const UPSTREAM_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

const folders: Readonly<Record<UpstreamKind, string>> = { mcp: '/api/v1/mcp/', a2a: '/api/v1/agents/' };

/** Path at which the gate serves an upstream; behind a public base it is the upstream's resource identifier. */
export function gatePath(kind: UpstreamKind, name: string): string {
  return folders[kind] + name;
}

/**
 * Which upstream a resource identifier names. The identifier is compared as it is: nothing is decoded or normalised
 * (RFC 9728 §6).
 * @param bases origins at which this Gatehouse may be dialled
 */
export function readResource(resource: string, bases: readonly string[]): { kind: UpstreamKind; name: string } | null {
  for (const kind of ['mcp', 'a2a'] as const) {
    const base = bases.find((candidate) => resource.startsWith(candidate + folders[kind]));
    const name = base === undefined ? '' : resource.slice(base.length + folders[kind].length);
    if (UPSTREAM_NAME.test(name)) return { kind, name };
  }
  return null;
}
