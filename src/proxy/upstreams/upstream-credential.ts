const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';

/** How the gate's subject token is called at a foreign authorization server (RFC 8693 §3). */
export const SUBJECT_TOKEN_TYPES = [JWT, ACCESS_TOKEN] as const;
export type SubjectTokenType = (typeof SUBJECT_TOKEN_TYPES)[number];

/** What may be asked for: anything else could not be sent as a bearer token. */
export const REQUESTED_TOKEN_TYPES = [ACCESS_TOKEN, JWT] as const;
export type RequestedTokenType = (typeof REQUESTED_TOKEN_TYPES)[number];

/** How the gate authenticates at a foreign token endpoint (RFC 6749 §2.3.1). */
export const ENDPOINT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post'] as const;
export type EndpointAuthMethod = (typeof ENDPOINT_AUTH_METHODS)[number];

export const CREDENTIAL_MODES = ['minted', 'static', 'token_exchange', 'none'] as const;

/** The gate exchanges a token of its own, about the caller, for one of another authorization server (RFC 8693). */
export interface ExchangedCredential {
  readonly mode: 'token_exchange';
  readonly token_endpoint: string;
  readonly client_id: string;
  readonly token_endpoint_auth_method: EndpointAuthMethod;
  readonly audience?: string;
  readonly resource?: string;
  readonly scope?: string;
  readonly subject_token_type: SubjectTokenType;
  /** `aud` of the subject token, when not the token endpoint. */
  readonly subject_token_audience?: string;
  readonly requested_token_type?: RequestedTokenType;
  /** When the client's secret was written (RFC 3339); it is sealed, in a column of its own. */
  readonly set_at: string;
}

/** How the gate authenticates itself to an upstream. */
export type UpstreamCredential =
  | {
      readonly mode: 'minted';
      /** `aud` of the minted token, when not the resource. */
      readonly audience?: string;
      /** Whether a transaction token goes with it, in the header `Txn-Token`. */
      readonly txn_token?: true;
    }
  | {
      readonly mode: 'static';
      /** In lower case; its value is sealed, in a column of its own. */
      readonly header: string;
      /** When the value was written (RFC 3339). */
      readonly set_at: string;
    }
  | ExchangedCredential
  | { readonly mode: 'none' };

/** What evidence says of the credential that a call goes out with; the minted one has the id of the call's receipt as `jti`. */
export function credentialDetail(credential: UpstreamCredential): Readonly<Record<string, string>> {
  if (credential.mode !== 'token_exchange') return { credential: credential.mode };
  return { credential: credential.mode, credential_issuer: issuerHost(credential) };
}

/** Host of the authorization server, as evidence and logs name it. */
export function issuerHost({ token_endpoint }: ExchangedCredential): string {
  return new URL(token_endpoint).host;
}
