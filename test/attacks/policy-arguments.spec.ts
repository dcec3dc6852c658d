import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent();
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});
afterEach(() => expect(gatehouse.errors()).toBe(''));

/** An upstream with one rule. */
async function ruled(rule: object, fallback = 'allow') {
  const calls = await gated(gatehouse, agent, { url: server.url, default: fallback });
  const upstream = calls.path.split('/').at(-1)!;
  const fields = { effect: 'deny', principal: { type: 'any' }, justification: 'because', upstream, ...rule };
  const made = await gatehouse.adminCall('POST', '/policies', fields);
  const refused = async (method: string, params: unknown): Promise<boolean> => {
    const before = server.received.length;
    const { body } = await calls.send(rpc(method, params));
    expect(server.received.length - before).toBe(body.error === undefined ? 1 : 0);
    return body.error !== undefined;
  };
  return { made, upstream, refused, calls };
}

describe('a schema that one agent’s arguments could hold up the gate with', () => {
  const branch = (op: string) => ({ properties: { of: { $ref: '#/$defs/term' }, op: { const: op } } });

  it.each<[string, object]>([
    ['refers to itself', { $defs: { term: { anyOf: [branch('and'), branch('or')] } }, $ref: '#/$defs/term' }],
    ['compares all items', { properties: { to: { type: 'array', uniqueItems: true } } }],
  ])('%s: it is refused', async (_, schema) => {
    const { made } = await ruled({ tool: 'find', arguments: schema });
    expect(made.status).toBe(400);
    expect(made.body.errors).toMatchObject([{ pointer: '/arguments' }]);
  });

  it('is judged no longer where that takes too long: then it denies, and does not allow', async () => {
    const schema = { properties: { text: { type: 'string', pattern: '(?:[a-z]{1,63}\\.){1,10}[a-z]{2,63}!' } } };
    const long = { name: 'say', arguments: { text: 'a.'.repeat(1_000_000) } };
    const short = { name: 'say', arguments: { text: 'a.ab!' } };
    const denying = await ruled({ tool: 'say', arguments: { not: schema } });
    expect([await denying.refused('tools/call', short), await denying.refused('tools/call', long)]).toEqual([
      false,
      true,
    ]);
    const allowing = await ruled({ effect: 'allow', tool: 'say', arguments: schema });
    expect([await allowing.refused('tools/call', short), await allowing.refused('tools/call', long)]).toEqual([
      false,
      true,
    ]);
  });
});

describe('a number that becomes nothing', () => {
  it('is not judged as 0', async () => {
    const { calls } = await ruled({
      tool: 'pay',
      arguments: { properties: { amount: { type: 'number', exclusiveMinimum: 0 } }, required: ['amount'] },
    });
    const pay = (amount: string) =>
      calls.send(
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"amount":${amount}}}}`,
      );
    expect((await pay('0')).body.error).toBe(undefined);
    expect((await pay('1e-400')).body.error.code).toBe(-32003);
  });
});

describe('what is explained', () => {
  it.each(['{"amount":9007199254740993}', '{"amount":1,"Amount":5000}', 'null', '[1]', '{"amount":1}'])(
    'about %s is what the gate decides',
    async (args) => {
      const { upstream, calls } = await ruled({
        effect: 'allow',
        tool: 'pay',
        arguments: { properties: { amount: { type: 'number' } } },
      });
      const call = await calls.send(
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":${args}}}`,
      );
      const { text } = await gatehouse.request('POST', '/api/v1/admin/policy/explain', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await gatehouse.admin()}` },
        body: `{"client_id":"${agent.id}","upstream":"${upstream}","tool":"pay","arguments":${args}}`,
      });
      expect((JSON.parse(text) as { decision: string }).decision).toBe(
        call.body.error === undefined ? 'allow' : 'deny',
      );
    },
  );
});

describe('a resource', () => {
  const read = (uri: string) => ['resources/read', { uri }] as const;

  it('in a folder that is allowed is none that leads out of it', async () => {
    const { refused } = await ruled({ effect: 'allow', resource: 'file:///srv/*' }, 'deny');
    expect(await refused(...read('file:///srv/a/b%20c.txt'))).toBe(false);
    for (const way of ['..', '%2e%2e', '..%2f..', 'a/../..', 'a/..%5C..', './/..']) {
      expect(await refused(...read(`file:///srv/${way}/etc/passwd`)), way).toBe(true);
    }
  });

  it('that is denied, or another’s, is so in every spelling', async () => {
    const denying = await ruled({ resource: 'file:///etc/*' });
    const closing = await ruled({
      effect: 'allow',
      principal: { type: 'kind', id: 'service' },
      resource: 'file:///etc/*',
    });
    for (const uri of [
      'file:///srv/../etc/passwd',
      'FILE:///etc/passwd',
      'file:///%65tc/passwd',
      'file:////etc/passwd',
    ]) {
      expect([await denying.refused(...read(uri)), await closing.refused(...read(uri))], uri).toEqual([true, true]);
    }
    expect([await denying.refused(...read('file:///srv/a')), await closing.refused(...read('file:///srv/a'))]).toEqual([
      false,
      false,
    ]);
  });
});
