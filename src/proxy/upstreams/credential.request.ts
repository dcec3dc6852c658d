import { Matching, Omittable, OneOf, Such, Timestamp, TrueOrFalse } from '../../http/fields.js';
import { canCarryCredential, STATIC_VALUE } from './static-credential.rules.js';
import { isResourceUri, isTokenEndpoint, SCOPES, VSCHAR } from './token-exchange.rules.js';
import {
  CREDENTIAL_MODES,
  ENDPOINT_AUTH_METHODS,
  type EndpointAuthMethod,
  REQUESTED_TOKEN_TYPES,
  type RequestedTokenType,
  SUBJECT_TOKEN_TYPES,
  type SubjectTokenType,
  type UpstreamCredential,
} from './upstream-credential.js';

const AUDIENCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,2048}$/;
const audienceText = 'must have 1 to 2048 printable characters, without spaces';
const secretText = (most: number): string => `must have 1 to ${most} printable ASCII characters`;

/** How the gate authenticates itself to an upstream; which fields belong to which mode is checked of the whole. */
export class CredentialRequest {
  @OneOf(...CREDENTIAL_MODES)
  mode!: UpstreamCredential['mode'];

  @Omittable()
  @Matching(AUDIENCE, audienceText)
  audience?: string;

  @Omittable()
  @TrueOrFalse()
  txn_token?: boolean;

  @Omittable()
  @Such(
    canCarryCredential,
    'must be the name of a header that carries a credential, such as authorization or x-api-key',
  )
  header?: string;

  /** Written, never shown. */
  @Omittable()
  @Matching(STATIC_VALUE, 'must have 1 to 4096 printable ASCII characters, no space first or last')
  value?: string;

  @Omittable()
  @Such(isTokenEndpoint, 'must be an https URL without user info and fragment, or an http URL of this machine')
  token_endpoint?: string;

  @Omittable()
  @Matching(VSCHAR(255), secretText(255))
  client_id?: string;

  /** Written, never shown. */
  @Omittable()
  @Matching(VSCHAR(1024), secretText(1024))
  client_secret?: string;

  @Omittable()
  @OneOf(...ENDPOINT_AUTH_METHODS)
  token_endpoint_auth_method?: EndpointAuthMethod;

  @Omittable()
  @Such(isResourceUri, 'must be an absolute URI without fragment')
  resource?: string;

  @Omittable()
  @Matching(SCOPES, 'must be names of scopes, separated by single spaces')
  scope?: string;

  @Omittable()
  @OneOf(...SUBJECT_TOKEN_TYPES)
  subject_token_type?: SubjectTokenType;

  /** `aud` of the subject token; when left out, the token endpoint. */
  @Omittable()
  @Matching(AUDIENCE, audienceText)
  subject_token_audience?: string;

  @Omittable()
  @OneOf(...REQUESTED_TOKEN_TYPES)
  requested_token_type?: RequestedTokenType;

  /** As the view has it, so that what was read can be sent back. */
  @Omittable()
  @Timestamp()
  set_at?: string;
}
