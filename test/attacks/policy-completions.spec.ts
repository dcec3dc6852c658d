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
async function ruled(rule: object) {
  const calls = await gated(gatehouse, agent, { url: server.url });
  const upstream = calls.path.split('/').at(-1)!;
  const fields = { effect: 'deny', principal: { type: 'any' }, justification: 'because', upstream, ...rule };
  await gatehouse.create('/policies', fields);
  const refused = async (method: string, params: unknown): Promise<boolean> => {
    const before = server.received.length;
    const { body } = await calls.send(rpc(method, params));
    expect(server.received.length - before).toBe(body.error === undefined ? 1 : 0);
    return body.error !== undefined;
  };
  return { refused, calls };
}

describe('a prompt or a template that is denied', () => {
  it.each<[string, object, object]>([
    ['prompt', { prompt: 'payroll' }, { type: 'ref/prompt', name: 'payroll' }],
    ['template', { resource: 'db://salaries/*' }, { type: 'ref/resource', uri: 'db://salaries/{person}' }],
  ])('completes nothing either: %s', async (_, rule, ref) => {
    const { refused } = await ruled(rule);
    const argument = { name: 'person', value: 'A' };
    expect(await refused('completion/complete', { ref, argument })).toBe(true);
    expect(await refused('completion/complete', { ref: { type: 'ref/prompt', name: 'other' }, argument })).toBe(false);
  });

  it('is not got at by another spelling of what the completion is about', async () => {
    const { calls } = await ruled({ prompt: 'payroll' });
    for (const ref of [
      { type: 'ref/prompt', name: 'other', Name: 'payroll' },
      { type: 'ref/prompt' },
      { type: 'ref/Prompt', name: 'payroll' },
      { Type: 'ref/prompt', name: 'payroll' },
      'payroll',
    ]) {
      expect((await calls.send(rpc('completion/complete', { ref, argument: {} }))).body.error.code).toBe(-32600);
    }
  });
});
