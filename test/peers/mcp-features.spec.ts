import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { startSuite2025 } from './suite-server/suite-2025.js';
import { startSuite2026 } from './suite-server/suite-2026.js';
import { legacyPeer, modernPeer, type Answers, type Credentials, type Peer } from './suite-server/suite-peers.js';

// What MCP has, through the gate and without it, by the official clients and servers of both lines.

let gatehouse: TestGatehouse;
let credentials: Credentials;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const { id, secret } = await gatehouse.agent();
  credentials = { clientId: id, clientSecret: secret, expectedIssuer: gatehouse.url };
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await gatehouse.stop();
});

const accepting: Answers['elicit'] = () => ({
  action: 'accept',
  content: { name: 'Ada', username: 'ada', email: 'a@b.example' },
});
const answers: Answers = {
  elicit: accepting,
  sample: (words) => `heard: ${words}`,
  roots: [{ uri: 'file:///work', name: 'work' }],
};
beforeEach(() => {
  answers.elicit = accepting;
});

const PEERS = [
  ['sdk 1.32, at a server of 2025-11-25', startSuite2025, legacyPeer, false],
  ['client 2.4, at a server of 2026-07-28', startSuite2026, modernPeer, true],
  [
    'client 2.4, at a server of 2025-11-25',
    startSuite2025,
    (endpoint: string, answered: Answers, as?: Credentials) => modernPeer(endpoint, answered, as, false),
    false,
  ],
] as const;
const WATCHED = 'test://watched-resource';

describe.each(PEERS)('@modelcontextprotocol/%s, with the gate between', (line, start, connect, isModern) => {
  let server: RunningUpstream;
  let direct: Peer;
  let gated: Peer;
  beforeAll(async () => {
    const name = line.replace(/\W+/g, '-');
    const endpoint = `${gatehouse.url}/api/v1/mcp/${name}`;
    const open = await start();
    server = await start({ issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience: endpoint });
    closing.push(open.close, server.close);
    await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
    direct = await connect(open.url, answers);
    gated = await connect(endpoint, answers, credentials);
    closing.push(
      () => direct.client.close(),
      () => gated.client.close(),
    );
  });

  /** What somebody has through the gate, which is what they have without. */
  async function same<T>(of: (peer: Peer) => Promise<T>): Promise<T> {
    const [through, without] = [await of(gated), await of(direct)];
    expect(through).toEqual(without);
    return through;
  }

  it('lists what there is', async () => {
    const { tools } = await same(async ({ client }) => ({ tools: (await client.listTools()).tools }));
    expect(tools.length).toBeGreaterThan(15);
    const { resources } = await same(async ({ client }) => ({ resources: (await client.listResources()).resources }));
    expect(resources.map(({ uri }) => uri)).toContain(WATCHED);
    await same(async ({ client }) => (await client.listResourceTemplates()).resourceTemplates);
    expect((await same(async ({ client }) => (await client.listPrompts()).prompts)).length).toBeGreaterThan(3);
  });

  it.each([
    'test_simple_text',
    'test_image_content',
    'test_audio_content',
    'test_embedded_resource',
    'test_multiple_content_types',
    'test_error_handling',
  ])('has of a tool every kind of answer: %s', async (name) => {
    expect(await same((peer) => peer.call(name))).toHaveProperty('content.0');
  });

  it('reads resources: text, bytes, by a template, and none that is not there', async () => {
    for (const uri of ['test://static-text', 'test://static-binary', 'test://template/7/data'])
      expect(await same(({ client }) => client.readResource({ uri }))).toMatchObject({ contents: [{ uri }] });
    const missing = ({ client }: Peer) => client.readResource({ uri: 'test://nothing' }).catch((error: Error) => error);
    expect(await missing(gated)).toMatchObject({ message: ((await missing(direct)) as Error).message });
    expect(await missing(gated)).toBeInstanceOf(Error);
  });

  it('gets prompts', async () => {
    const told = { name: 'test_prompt_with_arguments', arguments: { arg1: 'one', arg2: 'two' } };
    expect(JSON.stringify(await same(({ client }) => client.getPrompt(told)))).toContain("'one' and 'two'");
    await same(({ client }) => client.getPrompt({ name: 'test_prompt_with_image' }));
  });

  it('is helped to complete arguments of prompts and of templates', async () => {
    const prompt = { type: 'ref/prompt' as const, name: 'test_prompt_with_arguments' };
    const about = { ref: prompt, argument: { name: 'arg1', value: 'par' } };
    expect(await same(({ client }) => client.complete(about))).toMatchObject({
      completion: { values: ['paris', 'park', 'party'] },
    });
    const template = { type: 'ref/resource' as const, uri: 'test://template/{id}/data' };
    const other = { ref: template, argument: { name: 'id', value: 'park' } };
    expect(await same(({ client }) => client.complete(other))).toMatchObject({ completion: { values: ['park'] } });
  });

  it('is asked by a server for its person, its model and its roots', async () => {
    const asks = isModern
      ? [
          'test_input_required_result_elicitation',
          'test_input_required_result_sampling',
          'test_input_required_result_list_roots',
        ]
      : ['test_elicitation', 'test_sampling', 'test_roots'];
    const [elicited, generated, rooted] = await Promise.all(
      asks.map((name) => gated.call(name, isModern ? {} : { prompt: 'France?', message: 'Who?' })),
    );
    expect(JSON.stringify(elicited)).toMatch(/ada/i);
    expect(JSON.stringify(generated)).toMatch(/heard: .*France\?/);
    expect(JSON.stringify(rooted)).toContain('file:///work');
  });

  if (isModern)
    it('is asked round after round, with a state that it brings back', async () => {
      answers.elicit = ({ message }): ReturnType<Answers['elicit']> => ({
        action: 'accept',
        content: message.includes('colour') ? { color: 'red' } : { name: 'Ada' },
      });
      expect(await gated.call('test_input_required_result_multi_round')).toMatchObject({
        content: [{ text: 'all is known' }],
      });
      expect(await gated.call('test_input_required_result_multiple_inputs')).toMatchObject({
        content: [{ text: 'elicit sampling roots' }],
      });
    });

  if (!isModern)
    it('lets its person decline', async () => {
      answers.elicit = () => ({ action: 'decline' });
      expect(JSON.stringify(await gated.call('test_elicitation', { message: 'Who?' }))).toContain('decline');
    });

  it('hears how far a tool has come', async () => {
    const heard: number[] = [];
    await gated.call('test_tool_with_progress', {}, { onprogress: ({ progress }) => heard.push(progress) });
    expect(heard).toEqual([0, 50, 100]);
  });

  it('calls off what it called', async () => {
    const [before, calling] = [server.received.length, new AbortController()];
    const onprogress = () => calling.abort();
    const call = gated.call('slow', { steps: 10_000, delay_ms: 20 }, { onprogress, signal: calling.signal });
    await expect(call).rejects.toThrow();
    // A server of 2026-07-28 hears of it by the end of the connection, another one by a notification.
    const calledOff = () =>
      server.received
        .slice(before)
        .some(({ aborted, body }) => (isModern ? aborted : body.includes('"notifications/cancelled"')));
    await eventually(calledOff, 'the server hears of it');
    expect(await gated.call('echo', { message: 'still here' })).toMatchObject({ content: [{ text: 'still here' }] });
  });

  it('hears what a server has to say, at the level that it asked for', async () => {
    const tool = isModern ? 'test_logging_tool' : 'test_tool_with_logging';
    const said = () => gated.heard.filter(([method]) => method === 'notifications/message').map(([, data]) => data);
    const at = async (level: 'error' | 'info') => {
      if (!isModern) await gated.client.setLoggingLevel(level);
      await gated.call(tool, {}, isModern ? { meta: { 'io.modelcontextprotocol/logLevel': level } } : {});
    };
    await at('info');
    await eventually(() => said().length === 3, 'three messages');
    await at('error');
    expect(said()).toEqual(['begun', 'under way', 'done']);
  });

  it('is told of changes that it asked about, until it asks no more', async () => {
    const told = (method: string) => gated.heard.filter(([of]) => of === method);
    const unwatch = await gated.watch(WATCHED);
    await eventually(async () => {
      await gated.call('test_trigger_resource_update');
      await gated.call('test_trigger_tool_change');
      return told('notifications/resources/updated').length > 0 && told('notifications/tools/list_changed').length > 0;
    }, 'both notifications');
    expect(told('notifications/resources/updated')[0]).toEqual(['notifications/resources/updated', WATCHED]);
    await unwatch();
    const [updates, changes] = [told('notifications/resources/updated'), told('notifications/tools/list_changed')];
    await gated.call('test_trigger_resource_update');
    await gated.call('test_trigger_tool_change');
    // Sessions have one stream for all of it, in order; without one there is nothing left to be told by.
    if (!isModern) await eventually(() => told('notifications/tools/list_changed').length > changes.length, 'the next');
    expect(told('notifications/resources/updated')).toEqual(updates);
  });

  if (!isModern)
    it('goes on with an answer where the stream was left', async () => {
      const before = server.received.length;
      expect(await gated.call('test_reconnection')).toMatchObject({ content: [{ text: 'back again' }] });
      const resumed = server.received.slice(before).filter(({ headers }) => headers['last-event-id'] !== undefined);
      expect(resumed.map(({ method }) => method)).toContain('GET');
    });

  it('each of it was decided on, and is in the evidence', async () => {
    const rows = await gatehouse.sql<{ method: string }>(
      `SELECT DISTINCT detail->>'method' AS method FROM audit_events WHERE kind = 'gate.call' AND upstream = $1`,
      [line.replace(/\W+/g, '-')],
    );
    expect(rows.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['tools/call', 'resources/read', 'prompts/get', 'completion/complete']),
    );
  });
});
