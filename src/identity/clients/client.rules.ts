import type { ClientRequest } from './client.request.js';

/** Whether a text can be a client's id: printable ASCII (RFC 6749 §A.1). */
export function isClientId(text: string): boolean {
  return /^[\x20-\x7e]{1,255}$/.test(text);
}

type Fault = readonly [keyof ClientRequest, string];

/** What does not go together in a client (RFC 7591 §2.1, OAuth 2.1 §2.1, §4.2). @param before what stood before */
export function clientFaults(
  client: ClientRequest,
  before: { readonly tokenEndpointAuthMethod: string } | null,
): readonly Fault[] {
  // A body may lack what other rules have already called wrong.
  const has = (grant: string): boolean => Array.isArray(client.grant_types) && client.grant_types.includes(grant);
  const some = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
  const isPublic = client.token_endpoint_auth_method === 'none';
  const [redirects, codes] = [some(client.redirect_uris), has('authorization_code')];
  const rules: readonly [boolean, keyof ClientRequest, string][] = [
    [codes && !redirects, 'redirect_uris', 'must name at least one for authorization_code'],
    [!codes && redirects, 'redirect_uris', 'need the grant type authorization_code'],
    [!codes && has('refresh_token'), 'grant_types', 'refresh_token needs authorization_code'],
    [isPublic && has('client_credentials'), 'grant_types', 'client_credentials needs a client that authenticates'],
    [isPublic && some(client.introspects), 'introspects', 'needs a client that authenticates'],
    [
      before !== null && (before.tokenEndpointAuthMethod === 'none') !== isPublic,
      'token_endpoint_auth_method',
      'a public client cannot become a confidential one, nor the other way round',
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, name, fault]) => [name, fault] as const);
}
