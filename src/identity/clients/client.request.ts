import { isIP } from 'node:net';
import {
  EmailAddress,
  KeySet,
  ListOf,
  Matching,
  Nullable,
  Omittable,
  OneOf,
  SomeOf,
  Such,
  Text,
  Timestamp,
  TrueOrFalse,
} from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { FOREIGN_ALGORITHMS, type ForeignAlgorithm, type PublicKeySet } from '../../kernel/public-key-set.js';
import { isRedirectUri } from '../../kernel/redirect-uri.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { isScope } from '../../kernel/scope-set.js';
import { type SigningAlgorithm, SIGNING_ALGORITHMS } from '../../keys/key-ring.contract.js';
import type { Status } from '../users/user.entity.js';
import {
  CLIENT_AUTHENTICATION,
  CLIENT_KINDS,
  type ClientAuthentication,
  type ClientKind,
  type ClientSubject,
} from './client.entity.js';
import { ASSERTION, DEVICE_CODE, EXCHANGE, isClientId } from './client.rules.js';
import { parsedUrl } from '../../kernel/parsed-url.js';

/** What a client may ask tokens with, at this time. */
export const GRANTABLE = [
  'client_credentials',
  'authorization_code',
  'refresh_token',
  EXCHANGE,
  ASSERTION,
  DEVICE_CODE,
] as const;
/** Audiences that are no resource. */
export const AUDIENCES = ['hook'] as const;

const REDIRECT_URIS =
  'redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *';

/** A resource identifier that PostgreSQL, a header and a URL can all carry. */
export const RESOURCE = {
  test: (text: string) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text),
};

/** A client in the words of RFC 7591 §2, as an administrator registers it. */
@Example(
  {
    client_name: 'Report writer',
    kind: 'agent',
    owner_id: EXAMPLE.user,
    grant_types: ['client_credentials'],
    scope: 'mcp',
    purpose: 'Writes the weekly report',
    expires_at: EXAMPLE.time,
  },
  { purpose: 'Writes the weekly and the monthly report' },
)
export class ClientRequest {
  @Text(1, 200)
  client_name!: string;

  @OneOf(...CLIENT_KINDS)
  kind!: ClientKind;

  /** Which client can be without is a rule of its own. */
  @Nullable()
  @Such(isUuid, 'must be the id of a user')
  owner_id?: string | null;

  @SomeOf(GRANTABLE, 1)
  grant_types!: string[];

  @Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces')
  scope!: string;

  @Omittable()
  @OneOf(...CLIENT_AUTHENTICATION)
  token_endpoint_auth_method: ClientAuthentication = 'client_secret_basic';

  @Nullable()
  @KeySet()
  jwks?: PublicKeySet | null;

  @Nullable()
  @Such(isHttpsUrl, 'must be an https URL')
  jwks_uri?: string | null;

  @Nullable()
  @OneOf(...FOREIGN_ALGORITHMS)
  token_endpoint_auth_signing_alg?: ForeignAlgorithm | null;

  @Nullable()
  @Text(1, 1000)
  tls_client_auth_subject_dn?: string | null;

  @Nullable()
  @Matching(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'must be a DNS name')
  tls_client_auth_san_dns?: string | null;

  @Nullable()
  @Matching(/^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,2000}$/i, 'must be an absolute URI')
  tls_client_auth_san_uri?: string | null;

  @Nullable()
  @Such((text) => isIP(text) !== 0, 'must be an IP address')
  tls_client_auth_san_ip?: string | null;

  @Nullable()
  @EmailAddress()
  tls_client_auth_san_email?: string | null;

  @Omittable()
  @TrueOrFalse()
  dpop_bound_access_tokens: boolean = false;

  @Omittable()
  @TrueOrFalse()
  tls_client_certificate_bound_access_tokens: boolean = false;

  @Omittable()
  @ListOf({ test: isClientId }, 'client ids', 0, 100)
  exchange_from: string[] = [];

  @Omittable()
  @TrueOrFalse()
  exchange_id_tokens: boolean = false;

  /** Whether a code that people type may give it roles of administration: for owners alone to say. */
  @Omittable()
  @TrueOrFalse()
  device_authorization_administration: boolean = false;

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

  @Nullable()
  @Such(isHttpsUrl, 'must be an https URL')
  client_uri?: string | null;

  @Omittable()
  @ListOf({ test: isRedirectUri }, REDIRECT_URIS, 0, 50)
  redirect_uris: string[] = [];

  @Omittable()
  @ListOf({ test: isRedirectUri }, REDIRECT_URIS, 0, 50)
  post_logout_redirect_uris: string[] = [];

  @Nullable()
  @Such(isLogoutUri, 'must be an https URL in canonical form, or http for a loopback address; no fragment, user or *')
  backchannel_logout_uri?: string | null;

  @Omittable()
  @TrueOrFalse()
  backchannel_logout_session_required: boolean = false;

  @Omittable()
  @OneOf('public', 'pairwise')
  subject_type: 'public' | 'pairwise' = 'public';

  @Nullable()
  @Such(isHttpsUrl, 'must be an https URL')
  sector_identifier_uri?: string | null;

  @Omittable()
  @TrueOrFalse()
  first_party: boolean = false;

  @Omittable()
  @TrueOrFalse()
  require_pushed_authorization_requests: boolean = false;

  @Omittable()
  @ListOf(RESOURCE, 'resource URIs', 0, 100)
  introspects: string[] = [];

  @Omittable()
  @OneOf(...SIGNING_ALGORITHMS)
  id_token_signed_response_alg: SigningAlgorithm = 'RS256';

  @Omittable()
  @OneOf(...SIGNING_ALGORITHMS)
  introspection_signed_response_alg: SigningAlgorithm = 'RS256';

  @Nullable()
  @OneOf(...SIGNING_ALGORITHMS)
  userinfo_signed_response_alg?: SigningAlgorithm | null;

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}

/** A redirect URI, but for those that only a program on a person's own computer answers to. */
function isLogoutUri(text: string): boolean {
  return isRedirectUri(text) && /^https?:/.test(text);
}

function isHttpsUrl(text: string): boolean {
  return text.length <= 2048 && /^https:\/\/[\x21-\x7e]+$/.test(text) && parsedUrl(text) !== null;
}
