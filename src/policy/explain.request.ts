import { ListOf, Matching, Nullable, Omittable, OneOf, Such, Text, WholeNumber } from '../http/fields.js';
import { parseAddress } from '../kernel/address-ranges.js';
import type { UpstreamKind } from '../proxy/upstreams/upstream.entity.js';

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

/** A call that nobody makes, about which an administrator asks. */
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

  /** Who acts, the outermost first; default: the client. */
  @Omittable()
  @ListOf(PRINTABLE, 'ids of actors', 0, 8)
  actors?: string[];

  @Omittable()
  @Matching(PRINTABLE, 'must be an authentication context class')
  acr?: string;

  /** Seconds since the sign-in; left out: there was none. */
  @Omittable()
  @WholeNumber(0, 31_536_000)
  auth_age?: number;
}
