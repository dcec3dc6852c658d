import { afterAll, beforeAll, expect, it } from 'vitest';
import { gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

// Attack 61: an answer that takes long to judge.

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '100000/60' });
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

it('while a list of very many elements is judged by many rules, others are answered', async () => {
  const calls = await gated(gatehouse, await gatehouse.agent(), { url: upstream.url });
  for (let count = 0; count < 40; count++) {
    await gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: calls.path.split('/').at(-1),
      tool: `*secret*${count}*`,
      justification: 'Nobody needs to know.',
    });
  }
  const tools = Array.from({ length: 190_000 }, (_, count) => `{"name":"a${count.toString(36)}"}`);
  let sent = false;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"jsonrpc":"2.0","id":1,"result":{"tools":[${tools.join(',')}]}}`, () => (sent = true));
  };
  let judged = false;
  const list = calls.send(rpc('tools/list')).finally(() => (judged = true));
  let others = 0;
  while (!judged) {
    expect((await gatehouse.request('GET', '/.well-known/oauth-authorization-server')).status).toBe(200);
    if (sent) others++;
  }
  expect((await list).body.result.tools).toHaveLength(tools.length);
  expect(others).toBeGreaterThan(20);
});
