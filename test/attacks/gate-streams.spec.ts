import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginDevice } from '../support/devices.js';
import { gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

// Attack 54: the session or the stream of somebody else.

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

it('a session of one device is unknown to another one of the same person', async () => {
  const person = await createPerson(gatehouse);
  const [mine, other] = [await beginDevice(gatehouse, person), await beginDevice(gatehouse, person)];
  const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const call = ({ token }: { readonly token: string }, headers: Record<string, string> = {}) =>
    gatehouse.request('POST', new URL(resource as string).pathname, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: rpc('ping'),
    });
  upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
  const handle = (await call(mine)).headers.get('mcp-session-id') ?? '';
  expect((await call(mine, { 'mcp-session-id': handle })).status).toBe(200);
  expect((await call(other, { 'mcp-session-id': handle })).status).toBe(404);
});

it.each([
  ['none', { mode: 'none' }],
  ['static', { mode: 'static', header: 'x-api-key', value: 'the one of all callers' }],
])(
  'a stream without a session is not resumed at a server that cannot tell callers apart: %s',
  async (_, credential) => {
    const calls = await gated(gatehouse, await gatehouse.agent(), { url: upstream.url, credential });
    upstream.answer = ok;
    await calls.open({ method: 'GET', headers: { ...calls.headers, 'last-event-id': '41' } });
    expect(upstream.last().headers['last-event-id']).toBeUndefined();
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
    const session = (await calls.send()).headers.get('mcp-session-id') ?? '';
    await calls.open({
      method: 'GET',
      headers: { ...calls.headers, 'mcp-session-id': session, 'last-event-id': '41' },
    });
    expect(upstream.last().headers).toMatchObject({ 'mcp-session-id': 's', 'last-event-id': '41' });
  },
);
