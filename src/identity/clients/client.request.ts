import { ValidateIf } from 'class-validator';
import { ListOf, Matching, Nullable, Omittable, OneOf, SomeOf, Such, Text, Timestamp } from '../../http/fields.js';
import { isUuid } from '../../http/page-query.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { readScope, SCOPE_NAME } from '../../kernel/scope-set.js';
import type { Status } from '../users/user.entity.js';
import {
  CLIENT_AUTHENTICATION,
  CLIENT_KINDS,
  type ClientAuthentication,
  type ClientKind,
  type ClientSubject,
} from './client.entity.js';

/** What a client may ask tokens with, at this time. */
export const GRANTABLE = ['client_credentials'] as const;
/** Audiences that are no resource. */
export const AUDIENCES = ['hook'] as const;

/** A resource identifier that PostgreSQL, a header and a URL can all carry. */
const RESOURCE = { test: (text: string) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text) };

/** A client in the words of RFC 7591 §2, as an administrator registers it. */
export class ClientRequest {
  @Text(1, 200)
  client_name!: string;

  @OneOf(...CLIENT_KINDS)
  kind!: ClientKind;

  /** Only an inactive client can be without: its owner was deleted. */
  @ValidateIf(({ owner_id, status }: ClientRequest) => status !== 'inactive' || (owner_id ?? null) !== null)
  @Such(isUuid, 'must be the id of a user')
  owner_id!: string | null;

  @SomeOf(GRANTABLE, 1)
  grant_types!: string[];

  @Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces')
  scope!: string;

  @Omittable()
  @OneOf(...CLIENT_AUTHENTICATION)
  token_endpoint_auth_method: ClientAuthentication = 'client_secret_basic';

  @Nullable()
  @ListOf(RESOURCE, 'resource URIs', 0, 100)
  resources?: string[] | null;

  @Omittable()
  @SomeOf(AUDIENCES, 0)
  audiences: string[] = [];

  @Nullable()
  @Matching(/^[\x21-\x7e]{1,2048}$/, 'must be one of the audiences, or a resource')
  default_audience?: string | null;

  @Omittable()
  @ListOf(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'plugin ids', 0, 100)
  plugin_ids: string[] = [];

  @Nullable()
  @Timestamp()
  expires_at?: string | null;

  @Nullable()
  @Text(1, 1000)
  purpose?: string | null;

  @Omittable()
  @OneOf('owner', 'client')
  subject: ClientSubject = 'owner';

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}

function isScope(text: string): boolean {
  const names = readScope(text);
  return names.length >= 1 && names.length <= 100 && names.every((name) => name.length <= 64 && SCOPE_NAME.test(name));
}
