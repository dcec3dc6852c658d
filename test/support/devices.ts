import { expect } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { createAccessKey } from './access-keys.js';
import { DpopKey } from './dpop.js';
import { type Answer, type TestGatehouse } from './gatehouse.js';
import { claimsOf } from './people.js';

/** A device that has begun, with its first token. */
export interface TestDevice {
  readonly id: string;
  /** Of its host's session. */
  readonly sid: string;
  readonly token: string;
}

/** Begins a device of a person by a code. @param headers such as a proof, or the id of a session */
export async function beginDevice(
  gatehouse: TestGatehouse,
  person: { readonly id: string },
  { name, headers = {} }: { name?: string; headers?: Record<string, string> } = {},
): Promise<TestDevice> {
  const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, { device_name: name ?? null });
  const answer = await gatehouse.request('POST', '/api/v1/bridge/exchange', {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  const token = answer.body.token as string;
  const { act, sid } = claimsOf(token);
  return { id: act.sub, sid, token };
}

/** A call of a route below `/api/v1/bridge` with a bearer token, or without one. */
export function bridgeCall(
  gatehouse: TestGatehouse,
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return gatehouse.request(method, `/api/v1/bridge/${path}`, {
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What is no live device's own token, by what it is. */
export const strangers: readonly [string, (gatehouse: TestGatehouse, person: { id: string }) => Promise<string>][] = [
  ['garbage', () => Promise.resolve('a.b.c')],
  [
    'an agent’s ordinary token',
    async (gatehouse) => {
      const agent = await gatehouse.agent();
      return gatehouse.accessToken(agent.id, agent.secret);
    },
  ],
  ['an administrator’s token', (gatehouse) => gatehouse.admin()],
  ['an access key', async (gatehouse, person) => (await createAccessKey(gatehouse, person.id)).text],
  [
    'a token that has expired',
    async (gatehouse, person) => {
      const { token } = await beginDevice(gatehouse, person);
      gatehouse.clock.advance(3_700_000);
      return token;
    },
  ],
  [
    'the token of a device that was revoked',
    async (gatehouse, person) => {
      const { token, id } = await beginDevice(gatehouse, person);
      expect((await gatehouse.adminCall('DELETE', `/devices/${id}`)).status).toBe(204);
      return token;
    },
  ],
  [
    'a token whose session was closed',
    async (gatehouse, person) => {
      const { token, sid } = await beginDevice(gatehouse, person);
      expect((await gatehouse.adminCall('DELETE', `/sessions/${sid}`)).status).toBe(204);
      return token;
    },
  ],
  [
    'a bound token without its key',
    async (gatehouse, person) => {
      const key = await DpopKey.make();
      const claims = { iat: gatehouse.clock.seconds() };
      const dpop = await key.proof('POST', `${gatehouse.url}/api/v1/bridge/exchange`, { claims });
      return (await beginDevice(gatehouse, person, { headers: { dpop } })).token;
    },
  ],
];

/** Checks that nobody but a live device is admitted. */
export function expectStranger(answer: Answer): void {
  problemOf(answer, 401);
  expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
}

/** Token of a device of the person, with no key of its own. */
export async function deviceToken(gatehouse: TestGatehouse, person: { id: string }): Promise<string> {
  return (await beginDevice(gatehouse, person)).token;
}

/** Makes or rotates the client of the hooks of a device's person. @param url of another instance, or alias */
export async function provision(gatehouse: TestGatehouse, token: string, url = gatehouse.url): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/bridge/oauth-client`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as unknown };
}

/** The answer to a hook client that asks for a token, with its secret in the form. */
export function hookToken(
  gatehouse: TestGatehouse,
  { client_id, client_secret }: { client_id: string; client_secret: string },
  form: Record<string, string> = { plugin_id: 'bridge' },
): Promise<Answer> {
  return gatehouse.token({ grant_type: 'client_credentials', client_id, client_secret, ...form });
}
