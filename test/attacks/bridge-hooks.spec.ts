import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bridgeCall, deviceToken, hookToken, provision } from '../support/devices.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({});
  await gatehouse.create('/scopes', { name: 'finance', tier: 'user', description: 'Books' });
  const url = 'http://127.0.0.1:9/';
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  await gatehouse.create('/upstreams', { name: 'books', kind: 'mcp', url, required_scopes: ['finance'] });
  await gatehouse.create('/upstreams', { name: 'common', kind: 'mcp', url, required_scopes: ['mcp', 'user'] });
});
afterAll(() => gatehouse.stop());

interface Host {
  readonly device: string;
  readonly hook: (name: 'govern' | 'track', body: object) => Promise<Answer>;
}
async function hostOf(person: TestPerson): Promise<Host> {
  const device = await deviceToken(gatehouse, person);
  const { body: client } = await provision(gatehouse, device);
  const { body } = await hookToken(gatehouse, client);
  const headers = { authorization: `Bearer ${body.access_token}`, 'content-type': 'application/json' };
  const hook: Host['hook'] = async (name, fields) => {
    const answer = await gatehouse.request('POST', `/api/v1/hooks/${name}`, { headers, body: JSON.stringify(fields) });
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    return answer;
  };
  return { device, hook };
}
const question = (fields: object = {}) => ({
  call_id: randomUUID(),
  plugin_id: 'bridge',
  upstream: 'tools',
  tool: 'read',
  ...fields,
});
const manifestOf = async (token: string): Promise<string[]> => {
  const { text } = await bridgeCall(gatehouse, 'GET', 'manifest', { token });
  const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as {
    mcp_servers: { name: string }[];
  };
  return claims.mcp_servers.map(({ name }) => name);
};

it.each([
  [['user'], ['common', 'tools']],
  [
    ['user', 'finance'],
    ['books', 'common', 'tools'],
  ],
])(
  'the hooks of a person with the roles %j hear an allow for the servers that the gate lets them to',
  async (roles, reached) => {
    const { device, hook } = await hostOf(await createPerson(gatehouse, { roles }));
    const allowed: string[] = [];
    for (const upstream of ['books', 'common', 'tools']) {
      const { decision } = (await hook('govern', question({ upstream }))).body;
      if (decision === 'allow') allowed.push(upstream);
    }
    expect(allowed).toEqual(reached);
    expect((await manifestOf(device)).sort()).toEqual(reached);
  },
);

it.each([
  ['another tool', { tool: 'delete' }],
  ['another server', { upstream: 'common' }],
  ['no server', { upstream: null }],
])('an allow is no decision about %s that is reported under its call id', async (_, other) => {
  const { hook } = await hostOf(await createPerson(gatehouse));
  const asked = question();
  expect((await hook('govern', asked)).body.decision).toBe('allow');
  const { evidence_id } = (await hook('track', { ...asked, ...other, outcome: 'ok' })).body;
  const [row] = await gatehouse.sql<{ detail: object }>('SELECT detail FROM audit_events WHERE id = $1', [evidence_id]);
  expect(row?.detail).toMatchObject({ outcome: 'ok', governed: null, governed_by: null });
});
