import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let open: string;
let shut: string;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
const token = (resource: string) => gatehouse.accessToken(agent.id, agent.secret, { resource });

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ MUST_RECORD: 'all-but-calls' });
  upstream = await RecordingUpstream.start();
  const made = async (name: string, more: object): Promise<string> =>
    (await gatehouse.create('/upstreams', { name, kind: 'mcp', url: upstream.url, ...more })).resource as string;
  [open, shut] = [await made('open', {}), await made('shut', { default: 'deny' })];
  agent = await gatehouse.agent({ scope: 'mcp' });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const call = (resource: string, bearer: string, tool: string) =>
  gatehouse.request('POST', new URL(resource).pathname, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: rpc('tools/call', { name: tool, arguments: {} }),
  });
const kindsOf = async (tool: string) => {
  const rows = await gatehouse.sql<{ kind: string }>('SELECT kind FROM audit_events WHERE tool = $1 ORDER BY id', [
    tool,
  ]);
  return rows.map(({ kind }) => kind);
};

it('all but calls: a call that is allowed goes on, and its receipts follow', async () => {
  expect((await call(open, await token(open), 'recorded')).status).toBe(200);
  await eventually(async () => (await kindsOf('recorded')).length === 2, 'both receipts of the call');
  expect(await kindsOf('recorded')).toEqual(['gate.call', 'gate.answered']);
});

it('all but calls: while nothing can be recorded calls go on and the log says so, and all else is 503', async () => {
  const [one, other] = [await token(open), await token(shut)];
  await gatehouse.admin();
  const sent = upstream.received.length;
  await gatehouse.sql('REVOKE INSERT ON audit_events FROM gatehouse');
  try {
    expect((await call(open, one, 'unrecorded')).status).toBe(200);
    await eventually(
      () => gatehouse.logLines.some((line) => line.includes('evidence.not_recorded') && line.includes('gate.call')),
      'the log line',
    );
    const change = { name: 'unrecorded', tier: 'service', description: 'x' };
    for (const { status } of [
      await call(shut, other, 'denied'),
      await gatehouse.token({ grant_type: 'client_credentials', resource: open }, agent),
      await gatehouse.token({ grant_type: 'client_credentials', scope: 'unheard-of' }, agent),
      await gatehouse.adminCall('POST', '/scopes', change),
    ]) {
      expect(status).toBe(503);
    }
  } finally {
    await gatehouse.sql('GRANT INSERT ON audit_events TO gatehouse');
  }
  expect(upstream.received.length).toBe(sent + 1);
  expect(await kindsOf('unrecorded')).toEqual([]);
  // The chain goes on after what could not be written.
  expect((await call(open, one, 'after')).status).toBe(200);
  await eventually(async () => (await kindsOf('after')).length === 2, 'both receipts of the call');
});
