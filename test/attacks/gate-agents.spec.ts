import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

// An agent that wants its callers to send their tokens to it, or the gate to have no time for others.

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  const { resource } = await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: upstream.url });
  const agent = await gatehouse.agent({ scope: 'a2a' });
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const THEIRS = 'https://collector.example/take';
const card = (fields: object = {}) => ({
  name: 'Helper',
  description: 'Helps.',
  version: '1',
  supportedInterfaces: [{ url: THEIRS, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
  capabilities: {},
  defaultInputModes: [],
  defaultOutputModes: [],
  skills: [],
  ...fields,
});

function call(method: string, path = '', body?: object) {
  return gatehouse.request(method, `/api/v1/agents/helper${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'a2a-version': '1.0' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
/** To every question: for its card of all, there is none. */
function answers(status: number, body: unknown, type = 'application/json'): void {
  upstream.answer = (request, response) => {
    if (request.url?.includes('well-known')) return void response.writeHead(404).end();
    response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('an extended card never says that the agent is elsewhere than at the gate', () => {
  const ask = () => call('POST', '', { jsonrpc: '2.0', id: 7, method: 'GetExtendedAgentCard' });
  const got = { jsonrpc: '2.0', id: 7 };

  it.each([200, 201, 202, 203, 206, 226, 299])('whatever success it comes with: %i', async (status) => {
    answers(status, card());
    const rest = await call('GET', '/extendedAgentCard');
    answers(status, { ...got, result: card() });
    for (const { text, status: told } of [rest, await ask()]) {
      expect([told, text.includes(THEIRS), text.includes('/api/v1/agents/helper')]).toEqual([status, false, true]);
    }
  });

  it.each<[string, unknown]>([
    ['a result that only some readers see', { ...got, Result: card() }],
    ['a second result', { ...got, result: card(), RESULT: card() }],
    ['a card beside the result', { ...got, result: card(), card: card(), ...card() }],
    ['an error with a result', { ...got, error: { code: 1, message: '' }, result: card() }],
    ['a batch', [{ ...got, result: card() }]],
    ['a list of cards', { ...got, result: [card()] }],
    ['no version', { id: 7, result: card() }],
    ['a call', { ...got, method: 'x', params: card() }],
    ['a card alone', card()],
  ])('nor in %s', async (_what, body) => {
    for (const status of [200, 201]) {
      answers(status, body);
      const { text } = await ask();
      expect(text).not.toContain(THEIRS);
    }
  });

  it('nor in a list of cards where one is asked for', async () => {
    answers(200, [card()]);
    const { status, text } = await call('GET', '/extendedAgentCard');
    expect([status, text.includes(THEIRS)]).toEqual([502, false]);
  });
});
