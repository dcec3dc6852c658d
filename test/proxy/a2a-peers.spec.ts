import { type AgentCard, type Task, TaskState, verifyAgentCardSignature } from '@a2a-js/sdk';
import {
  type Client,
  ClientFactory,
  ClientFactoryOptions,
  DefaultAgentCardResolver,
  JsonRpcTransportFactory,
  RestTransportFactory,
} from '@a2a-js/sdk/client';
import { importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { TaskAgent, words } from '../support/task-agent.js';

let gatehouse: TestGatehouse;
let works: TaskAgent;
let endpoint: string;
let ada: Awaited<ReturnType<TestGatehouse['agent']>>;
let bob: Awaited<ReturnType<TestGatehouse['agent']>>;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  works = await TaskAgent.start();
  endpoint = (await gatehouse.create('/upstreams', { name: 'works', kind: 'a2a', url: works.url })).endpoint;
  ada = await gatehouse.agent({ scope: 'mcp a2a' });
  bob = await gatehouse.agent({ scope: 'a2a' });
});
afterAll(async () => {
  await gatehouse.stop();
  await works.stop();
});

type Binding = 'JSONRPC' | 'HTTP+JSON';

/** A client of the SDK that knows nothing but the URL of the agent at the gate, and has a token. */
async function clientOf(
  agent: { readonly id: string; readonly secret: string },
  binding: Binding,
  legacy = false,
): Promise<Client> {
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: endpoint });
  const fetchImpl: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    if (legacy && input instanceof URL && input.pathname.endsWith('agent-card.json')) headers.set('a2a-version', '0.3');
    return fetch(input, { ...init, headers });
  };
  const compat = { legacyCompat: { enabled: legacy } };
  const options = ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
    transports: [
      new JsonRpcTransportFactory({ fetchImpl, ...compat }),
      new RestTransportFactory({ fetchImpl, ...compat }),
    ],
    preferredTransports: [binding],
    cardResolver: new DefaultAgentCardResolver({ fetchImpl, ...compat }),
  });
  const resolver = options.cardResolver as DefaultAgentCardResolver;
  const card = await resolver.resolve(`${endpoint}/`);
  const kept = card.supportedInterfaces.filter(({ protocolVersion }) => protocolVersion.startsWith('0.') === legacy);
  return new ClientFactory(options).createFromAgentCard({ ...card, supportedInterfaces: kept });
}

const ask = (text: string) => ({ tenant: '', message: words(text), configuration: undefined, metadata: undefined });
const byId = (id: string) => ({ tenant: '', id, metadata: undefined });

async function all<T>(stream: AsyncGenerator<T>): Promise<T[]> {
  const events: T[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** Tells when the first event came, and goes on. */
async function begun(stream: ReturnType<Client['sendMessageStream']>) {
  const first = await stream.next();
  const payload = first.done ? undefined : first.value.payload;
  if (payload?.$case !== 'task') throw new Error('the stream did not begin with a task');
  return payload.value;
}

const methodsOf = async (binding: string) =>
  (
    await gatehouse.sql<{ method: string }>(
      `SELECT detail->>'method' AS method FROM audit_events WHERE kind = 'gate.call' AND upstream = $1`,
      [binding],
    )
  ).map(({ method }) => method);

describe.each([
  ['JSONRPC', false],
  ['HTTP+JSON', false],
  ['JSONRPC', true],
  ['HTTP+JSON', true],
] as const)('the official client and server over %s, of 0.3: %s, with the gate between', (binding, legacy) => {
  let client: Client;
  beforeAll(async () => {
    client = await clientOf(ada, binding, legacy);
  });

  it('sends a message, and reads the task afterwards', async () => {
    const task = (await client.sendMessage(ask('sweep'))) as Task;
    expect(task.status?.state).toBe(TaskState.TASK_STATE_COMPLETED);
    expect(JSON.stringify(task)).toContain('done: sweep');
    const read = await client.getTask(byId(task.id));
    expect(read.id).toBe(task.id);
  });

  it('streams what happens, and cancels', async () => {
    const stream = client.sendMessageStream(ask('wait'));
    const task = await begun(stream);
    const again = client.resubscribeTask(byId(task.id));
    const first = await again.next();
    expect(JSON.stringify(first.value)).toContain(task.id);
    works.release();
    const rest = await all(stream);
    expect(JSON.stringify(rest)).toContain('done: wait');
    expect(JSON.stringify(await all(again))).toContain('done: wait');
    const other = client.sendMessageStream(ask('wait'));
    const { id } = await begun(other);
    const canceled = await client.cancelTask(byId(id));
    expect(canceled.status?.state).toBe(TaskState.TASK_STATE_CANCELED);
    await other.return(undefined);
    works.release();
  });

  it('does not find the task of another person by its id: an id is no credential', async () => {
    const task = (await client.sendMessage(ask('mine'))) as Task;
    const stranger = await clientOf(bob, binding, legacy);
    await expect(stranger.getTask(byId(task.id))).rejects.toThrow(/not found/i);
    await expect(stranger.cancelTask(byId(task.id))).rejects.toThrow(/not found/i);
  });

  it('keeps push notification configs, each with a URL that the gate would call as well', async () => {
    const task = (await client.sendMessage(ask('tell me'))) as Task;
    const config = {
      tenant: '',
      id: 'c1',
      taskId: task.id,
      url: 'https://8.8.8.8/hook',
      token: 't',
      authentication: undefined,
    };
    const made = await client.createTaskPushNotificationConfig(config);
    expect(made.url).toBe(config.url);
    const named = { tenant: '', taskId: task.id, id: 'c1' };
    expect((await client.getTaskPushNotificationConfig(named)).url).toBe(config.url);
    const list = await client.listTaskPushNotificationConfig({
      tenant: '',
      taskId: task.id,
      pageSize: 0,
      pageToken: '',
    });
    expect(list.configs).toHaveLength(1);
    await client.deleteTaskPushNotificationConfig(named);
    await expect(
      client.createTaskPushNotificationConfig({ ...config, url: 'https://169.254.169.254/' }),
    ).rejects.toThrow(/push notification URL/);
  });

  it('reads the card that the agent has for this caller alone, in the gate’s frame', async () => {
    const card = await client.getAgentCard();
    expect(card.name).toBe(`Tasks, for ${ada.owner.id}`);
    expect(JSON.stringify(card)).not.toContain('127.0.0.1');
    const stranger = await clientOf(bob, binding, legacy);
    expect((await stranger.getAgentCard()).name).toBe(`Tasks, for ${bob.owner.id}`);
  });
});

it('each call is in the evidence by the method of its version, whichever binding it came by', async () => {
  const methods = await methodsOf('works');
  for (const method of [
    'SendMessage',
    'SendStreamingMessage',
    'GetTask',
    'CancelTask',
    'SubscribeToTask',
    'message/send',
    'tasks/cancel',
    'GetExtendedAgentCard',
    'GetAgentCard',
  ]) {
    expect(methods).toContain(method);
  }
  expect(methods.filter((method) => method === 'SendMessage').length).toBeGreaterThan(3);
  expect(methods.filter((method) => /^(GET|POST|DELETE)$/.test(method))).toEqual([]);
});

it('lists tasks by either binding of 1.0, each for its caller alone', async () => {
  const listing = { tenant: '', contextId: '', status: 0, pageToken: '', pageSize: 2, statusTimestampAfter: undefined };
  for (const binding of ['JSONRPC', 'HTTP+JSON'] as const) {
    const client = await clientOf(ada, binding);
    expect((await client.listTasks(listing)).tasks).toHaveLength(2);
    expect((await (await clientOf(bob, binding)).listTasks(listing)).tasks).toHaveLength(0);
  }
});

it('the agent never saw a credential of the caller, and its card was asked for in nobody’s name', () => {
  const cards = works.received.filter(({ url }) => url.includes('agent-card.json'));
  expect(cards.length).toBeGreaterThan(0);
  expect(JSON.stringify(works.received)).not.toContain(ada.secret);
  for (const { headers } of cards) {
    const claims = JSON.parse(Buffer.from(String(headers.authorization).split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: gatehouse.url, aud: endpoint });
    expect(claims.act).toBeUndefined();
  }
});

it('the SDK verifies our signature over the card, by the issuer’s key set', async () => {
  const token = await gatehouse.accessToken(ada.id, ada.secret, { resource: endpoint });
  const headers = { authorization: `Bearer ${token}`, 'a2a-version': '1.0' };
  const { body } = await gatehouse.request('GET', '/api/v1/agents/works/.well-known/agent-card.json', { headers });
  const { keys } = (await gatehouse.request('GET', '/oauth/jwks')).body;
  const verify = verifyAgentCardSignature(async (kid) => {
    const key = await importJWK(keys.find((one: { kid: string }) => one.kid === kid));
    if (key instanceof Uint8Array) throw new Error('not a public key');
    return key;
  });
  await verify(body as AgentCard);
  await expect(verify({ ...body, name: 'Another' } as AgentCard)).rejects.toThrow();
});
