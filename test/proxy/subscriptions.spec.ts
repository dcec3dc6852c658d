import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { hideSecrets } from '../support/hidden-things.js';
import { mirroring, modern, send } from '../support/modern.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
let endpoint: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' });
  upstream = await RecordingUpstream.start();
  const made = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const agent = await gatehouse.agent();
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  endpoint = `${gatehouse.url}/api/v1/mcp/tools`;
  await hideSecrets(gatehouse, 'tools');
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const METHOD = 'subscriptions/listen';
const listen = (notifications: unknown) => send(endpoint, mirroring(token, METHOD), modern(METHOD, { notifications }));
const event = (method: string, params: object) => `data: ${JSON.stringify({ jsonrpc: '2.0', method, params })}\n\n`;
const updated = (uri: string) => event('notifications/resources/updated', { uri });
/** The server tells this, and ends the stream. */
function tells(...events: string[]): void {
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events.join(''));
  };
}
const asked = () => JSON.parse(upstream.last().body).params.notifications;
const lastRows = (count: number) =>
  gatehouse.sql<{ decision: string; tool: string | null }>(
    `SELECT decision, tool FROM audit_events WHERE kind = 'gate.call' ORDER BY id DESC LIMIT ${count}`,
  );

describe('news of a resource is for those who may read it', () => {
  it('the server is asked for those alone, and says so', async () => {
    const open = ['file:///a', 'file:///b'];
    tells(event('notifications/subscriptions/acknowledged', { notifications: { resourceSubscriptions: open } }));
    const answer = await listen({
      toolsListChanged: true,
      resourceSubscriptions: [open[0], 'file:///secret', open[1]],
    });
    expect(asked()).toEqual({ toolsListChanged: true, resourceSubscriptions: open });
    expect(answer.text).toContain('"resourceSubscriptions":["file:///a","file:///b"]');
    expect(await lastRows(4)).toEqual([
      { decision: 'allow', tool: 'file:///b' },
      { decision: 'deny', tool: 'file:///secret' },
      { decision: 'allow', tool: 'file:///a' },
      { decision: 'allow', tool: null },
    ]);
  });

  it('whoever asks for nothing else is told why not', async () => {
    const before = upstream.received.length;
    const answer = await listen({ resourceSubscriptions: ['file:///secret'], toolsListChanged: false });
    expect([answer.status, answer.body.error.code]).toEqual([200, -32003]);
    expect(answer.body.error.data.reason).toBe('Nobody needs to know.');
    expect(upstream.received.length).toBe(before);
  });

  it('what the server tells all the same is left out, however it is cut and written', async () => {
    const list = event('notifications/tools/list_changed', {});
    tells(
      event('notifications/subscriptions/acknowledged', {
        notifications: { resourceSubscriptions: ['file:///a', 'file:///secret'] },
      }),
      updated('file:///secret'),
      updated('file:///a').replaceAll('/', '\\/'),
      updated('file:///x/../secret'),
      list,
      ': alive\n\n',
      'data: {"jsonrpc":"2.0","id":5,"result":{"resultType":"complete"}}\n\n',
    );
    const { text } = await listen({ toolsListChanged: true, resourceSubscriptions: ['file:///a'] });
    expect(text).not.toContain('secret');
    const data = text.split('\n').filter((line) => line.startsWith('data: '));
    expect(data.map((line) => JSON.parse(line.slice(6)))).toEqual([
      expect.objectContaining({ method: 'notifications/subscriptions/acknowledged' }),
      expect.objectContaining({ params: { uri: 'file:///a' } }),
      expect.objectContaining({ method: 'notifications/tools/list_changed' }),
      expect.objectContaining({ id: 5 }),
    ]);
  });

  it('also on the streams of servers with sessions', async () => {
    tells(updated('file:///secret'), updated('file:///a'), updated('file:///secret').replaceAll('/', '\\/'));
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const answer = await gatehouse.request('GET', '/api/v1/mcp/tools', { headers });
    expect(answer.text).toBe(updated('file:///a'));
  });

  it('a rule that is made while a stream runs cuts it, and counts for the next', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(updated('file:///b'));
    };
    const opened = await fetch(endpoint, {
      method: 'POST',
      headers: mirroring(token, METHOD),
      body: modern(METHOD, { notifications: { resourceSubscriptions: ['file:///b'] } }),
    });
    const reader = opened.body!.getReader();
    let text = '';
    const reading = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += Buffer.from(value).toString();
      }
    })().catch(() => undefined);
    await eventually(() => text.includes('file:///b'), 'the first news');
    const rule = { effect: 'deny', principal: { type: 'any' }, upstream: 'tools', resource: 'file:///b' };
    const made = await gatehouse.create('/policies', { ...rule, justification: 'no more' });
    await reading;
    expect(text.match(/file:\/\/\/./g)).toEqual(['file:///b']);
    const again = await listen({ resourceSubscriptions: ['file:///b'] });
    expect(again.body.error).toMatchObject({ code: -32003, data: { reason: 'no more' } });
    await gatehouse.adminCall('DELETE', `/policies/${made.id}`);
  });
});

it.each<[string, unknown]>([
  ['that is no object', ['file:///a']],
  ['whose resources are no array', { resourceSubscriptions: 'file:///secret' }],
  ['with a resource that is no text', { resourceSubscriptions: [{ uri: 'file:///secret' }] }],
  ['with an empty resource', { resourceSubscriptions: [''] }],
  ['with a member in another case', { ResourceSubscriptions: ['file:///secret'] }],
  ['for more than can be decided on', { resourceSubscriptions: Array.from({ length: 101 }, (_, n) => `file:///${n}`) }],
])('a filter %s is refused', async (_what, filter) => {
  const before = upstream.received.length;
  const answer = await listen(filter);
  expect([answer.status, answer.body.error.code, answer.body.id]).toEqual([400, -32602, 5]);
  expect(upstream.received.length).toBe(before);
});

it('each resource costs as much as a call', async () => {
  const other = await TestGatehouse.start({ LIMIT_GATE_CLIENT: '50/60' });
  const made = await other.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const owned = await other.agent();
  const theirs = await other.accessToken(owned.id, owned.secret, { resource: made.resource });
  const resourceSubscriptions = Array.from({ length: 60 }, (_, n) => `file:///${n}`);
  const body = modern(METHOD, { notifications: { resourceSubscriptions } });
  const answer = await send(`${other.url}/api/v1/mcp/tools`, mirroring(theirs, METHOD), body);
  expect(answer.status).toBe(429);
  await other.stop();
});
