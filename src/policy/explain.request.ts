import { Fitting, Matching, Nullable, Omittable, OneOf, Such, Text, WholeNumber } from '../http/fields.js';
import { EXAMPLE, Example } from '../http/openapi/described-fields.js';
import { parseAddress } from '../kernel/address-ranges.js';
import { MOST_ACTORS } from '../kernel/caller.js';
import type { UpstreamKind } from '../proxy/upstreams/upstream.entity.js';

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

function actorsFault(value: unknown): string | null {
  const fits = Array.isArray(value) && value.length <= MOST_ACTORS && value.every(isActor);
  return fits ? null : `must be a list of at most ${MOST_ACTORS} ids of actors, or { sub, iss } for another issuer’s`;
}

function isActor(value: unknown): boolean {
  if (typeof value === 'string') return PRINTABLE.test(value);
  if (typeof value !== 'object' || value === null) return false;
  const { sub, iss, ...more } = value as Record<string, unknown>;
  const isName = (name: unknown): boolean => typeof name === 'string' && /^[\x20-\x7e]{1,2048}$/.test(name);
  return isName(sub) && (iss === undefined || isName(iss)) && Object.keys(more).length === 0;
}

/** A call that nobody makes, about which an administrator asks. */
@Example({ user_id: EXAMPLE.user, upstream: EXAMPLE.upstream, tool: 'search_pages', arguments: { query: 'holidays' } })
export class ExplainRequest {
  @Nullable()
  @Matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a user’s id')
  user_id?: string | null;

  @Nullable()
  @Matching(PRINTABLE, 'must be a client_id')
  client_id?: string | null;

  @Text(1, 63)
  upstream!: string;

  @Omittable()
  @OneOf('mcp', 'a2a')
  upstream_kind?: UpstreamKind;

  @Nullable()
  @Text(1, 2048)
  tool?: string | null;

  @Nullable()
  @Text(1, 2048)
  prompt?: string | null;

  @Nullable()
  @Text(1, 2048)
  resource?: string | null;

  /** Left out: as in a list, where nobody knows them yet. */
  @Omittable()
  arguments?: unknown;

  /** Default: 127.0.0.1. */
  @Omittable()
  @Such((text) => parseAddress(text) !== null, 'must be an IP address')
  address?: string;

  /** Who acts, the outermost first; default: the client. A name alone is an actor of ours. */
  @Omittable()
  @Fitting(actorsFault)
  actors?: readonly (string | { readonly sub: string; readonly iss?: string })[];

  @Omittable()
  @Matching(PRINTABLE, 'must be an authentication context class')
  acr?: string;

  /** Seconds since the sign-in; left out: there was none. */
  @Omittable()
  @WholeNumber(0, 31_536_000)
  auth_age?: number;
}
