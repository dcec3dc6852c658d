import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

/** Questions that are always under way at the other instance, so that every statement there is shared. */
const CROWD = 8;
const AFTERWARDS = 10;
type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

let gatehouse: TestGatehouse;
let second: Replica;
let resource: string;
beforeAll(async () => {
  const limits = Object.fromEntries(
    ['TOKEN', 'TOKEN_CLIENT', 'GATE', 'GATE_CLIENT'].map((tier) => [`LIMIT_${tier}`, '100000/1']),
  );
  gatehouse = await TestGatehouse.start(limits);
  const shared = { ...testSecrets, ...limits, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  const upstream = { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/', required_scopes: ['mcp'] };
  resource = (await gatehouse.create('/upstreams', upstream)).resource;
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const form = (fields: Record<string, string>, by: Agent): RequestInit => ({
  method: 'POST',
  headers: { authorization: basicHeader(by.id, by.secret) },
  body: new URLSearchParams(fields),
});

/** What is asked of the other instance, and whether the answer lets the agent act. */
const questions = {
  token: async (agent: Agent) => {
    const asked = form({ grant_type: 'client_credentials', resource, scope: 'mcp' }, agent);
    return (await fetch(`${second.url}/oauth/token`, asked)).status === 200;
  },
  introspection: async (agent: Agent, token: string) => {
    const response = await fetch(`${second.url}/oauth/introspect`, form({ token }, agent));
    return ((await response.json()) as { active?: boolean }).active === true;
  },
  gate: async (_agent: Agent, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
    const accept = { accept: 'application/json, text/event-stream' };
    const url = `${second.url}${new URL(resource).pathname}`;
    const { status } = await fetch(url, { method: 'POST', headers: { ...headers, ...accept }, body });
    // Whoever is let in learns that nothing listens there, or that nothing did a moment ago.
    expect([401, 502, 503]).toContain(status);
    return status !== 401;
  },
};
type Question = keyof typeof questions;

const admin = async (method: string, path: string, body?: unknown): Promise<void> => {
  const { status } = await gatehouse.adminCall(method, path, body);
  expect(status).toBeLessThan(300);
};
const clientOf = ({ id }: Agent) => `/clients/${id}`;
const sidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;

/** What ends at the first instance, and what that forbids at the second. */
const endings: readonly (readonly [string, (agent: Agent, token: string) => Promise<void>, readonly Question[]])[] = [
  [
    'a client is deactivated',
    (agent) => admin('PATCH', clientOf(agent), { status: 'inactive' }),
    ['token', 'introspection', 'gate'],
  ],
  ['a client is deleted', (agent) => admin('DELETE', clientOf(agent)), ['token', 'introspection', 'gate']],
  [
    'a secret is deleted',
    async (agent) => {
      const { body } = await gatehouse.adminCall('GET', `${clientOf(agent)}/secrets`);
      await admin('POST', `${clientOf(agent)}/secrets`);
      await admin('DELETE', `${clientOf(agent)}/secrets/${body.items[0].id}`);
    },
    ['token', 'introspection'],
  ],
  ['a client loses the scope', (agent) => admin('PATCH', clientOf(agent), { scope: 'user' }), ['token', 'gate']],
  [
    'its owner is deactivated',
    ({ owner }) => admin('PATCH', `/users/${owner.id}`, { status: 'inactive' }),
    ['token', 'introspection', 'gate'],
  ],
  ['its owner is deleted', ({ owner }) => admin('DELETE', `/users/${owner.id}`), ['token', 'introspection', 'gate']],
  ['a session is closed', (_agent, token) => admin('DELETE', `/sessions/${sidOf(token)}`), ['introspection', 'gate']],
  [
    'a token is revoked',
    async (agent, token) => {
      const response = await fetch(`${gatehouse.url}/oauth/revoke`, form({ token }, agent));
      expect(response.status).toBe(200);
    },
    ['introspection', 'gate'],
  ],
];

describe.each(endings)('once it is answered at one instance that %s', (_what, end, forbidden) => {
  it.each(forbidden)('no %s is given at another, however many ask at the same time', async (name) => {
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource, scope: 'mcp' });
    const ask = () => questions[name](agent, token);
    expect(await ask()).toBe(true);
    let stopped = false;
    const crowd = Array.from({ length: CROWD }, async () => {
      while (!stopped) await ask();
    });
    try {
      await end(agent, token);
      const after = await Promise.all(Array.from({ length: AFTERWARDS }, ask));
      expect(after).toEqual(after.map(() => false));
    } finally {
      stopped = true;
      await Promise.all(crowd);
    }
  });
});
