import { randomUUID } from 'node:crypto';
import type { Answer, TestGatehouse } from './gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, type RelyingParty, type TestPerson } from './people.js';

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
export const REFRESH_TOKEN = 'urn:ietf:params:oauth:token-type:refresh_token';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
export const JWT = 'urn:ietf:params:oauth:token-type:jwt';
export const ID_JAG = 'urn:ietf:params:oauth:token-type:id-jag';
export const TXN_TOKEN = 'urn:ietf:params:oauth:token-type:txn_token';

type Fields = Record<string, string | readonly string[] | undefined>;

/** A token exchange (RFC 8693 §2.1); a parameter that is undefined is not sent, one that is a list is sent repeatedly. */
export function exchange(
  gatehouse: TestGatehouse,
  client: { readonly id: string; readonly secret: string | undefined },
  fields: Fields,
): Promise<Answer> {
  const form = Object.entries({ grant_type: EXCHANGE, ...fields }).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).map((one): [string, string] => [name, one]),
  );
  return gatehouse.token(form, { id: client.id, secret: client.secret ?? '' });
}

/** A client that people sign in at, and that may act by their ID tokens. */
export function createIdentityClient(gatehouse: TestGatehouse, fields: Record<string, unknown> = {}) {
  return createRelyingParty(gatehouse, {
    grant_types: ['authorization_code', 'refresh_token', EXCHANGE],
    exchange_id_tokens: true,
    ...fields,
  });
}

/** A person who has just signed in at a client, in a browser of their own. */
export interface SignIn {
  readonly person: TestPerson;
  readonly client: RelyingParty;
  readonly flow: AuthorizationFlow;
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export async function signIn(
  gatehouse: TestGatehouse,
  client: RelyingParty,
  changes: Record<string, string | undefined> = {},
  someone?: TestPerson,
): Promise<SignIn> {
  const person = someone ?? (await createPerson(gatehouse));
  const flow = new AuthorizationFlow(gatehouse, client);
  const tokens = await flow.tokens(person, { scope: 'openid email user', ...changes });
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = tokens;
  return { person, client, flow, idToken, accessToken, refreshToken };
}

/** What an administrator says of an authorization server of somebody else. */
export const foreignServer = (fields: Record<string, unknown> = {}) => ({
  issuer: `https://as-${randomUUID()}.example`,
  name: 'Chat',
  ...fields,
});
