import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallbackUrls } from '../../src/outbound/callback-urls.js';
import { HostNames } from '../../src/outbound/host-names.js';
import { readSettings } from '../../src/settings/settings.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';
import { REPLICAS } from '../support/turns.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let token: string;
let origin: string;
/** What the agent says of itself; null for one that has no card. */
let card: object | null;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  origin = new URL(upstream.url).origin;
  agent = await gatehouse.agent({ scope: 'mcp a2a' });
  for (const [name, fields] of Object.entries({
    helper: {},
    closed: { default: 'deny' },
    small: { limits: { request_bytes: 200 } },
    off: { status: 'inactive' },
    ruled: {},
  })) {
    await gatehouse.create('/upstreams', { name, kind: 'a2a', url: `${origin}/a/rpc`, ...fields });
  }
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
});
beforeEach(async () => {
  card = null;
  upstream.answer = answer;
  upstream.received.length = 0;
  // What was kept of the card before is stale now.
  gatehouse.clock.advance(61_000);
  token = await tokenFor('helper');
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const tokenFor = (name: string, kind = 'agents') =>
  gatehouse.accessToken(agent.id, agent.secret, { resource: `${gatehouse.url}/api/v1/${kind}/${name}` });

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (!request.url?.includes('agent-card.json')) return ok(request, response);
  response.writeHead(card === null ? 404 : 200, { 'content-type': 'application/json' });
  response.end(card === null ? '{}' : JSON.stringify(card));
}

/** Calls that reached the agent, without the questions for its card. */
const calls = () => upstream.received.filter(({ path }) => !path.includes('agent-card.json'));

async function call(method: string, path: string, body?: unknown, extra: Record<string, string> = {}, name = 'helper') {
  const bearer = name === 'helper' ? token : await tokenFor(name);
  return gatehouse.request(method, `/api/v1/agents/${name}${path}`, {
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...extra,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const rpc = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params });
const message = { messageId: 'm', role: 'ROLE_USER', parts: [{ text: 'hello' }] };
const evidenceOf = async (id: string) =>
  (await gatehouse.sql(`SELECT decision, reason, upstream, sub, detail FROM audit_events WHERE id = $1`, [id]))[0];

const full = () => ({
  name: 'Helper',
  description: `Helps. Direct: ${origin}/a/rpc, also at agents.internal.example:8443 and https://agents.internal.example/x.`,
  version: '3.0',
  supportedInterfaces: [
    { url: 'https://agents.internal.example/a/rpc', protocolBinding: 'JSONRPC', protocolVersion: '1.0' },
    {
      url: 'https://agents.internal.example/a/rest/',
      protocolBinding: 'HTTP+JSON',
      protocolVersion: '1.0',
      tenant: 't1',
    },
    { url: 'grpc.internal.example:443', protocolBinding: 'GRPC', protocolVersion: '1.0' },
  ],
  provider: { organization: 'Works', url: 'https://works.example/' },
  documentationUrl: 'https://agents.internal.example/docs',
  iconUrl: 'https://works.example/icon.png',
  capabilities: {
    streaming: true,
    extensions: [
      { uri: 'https://extensions.example/geo', params: { at: `${origin}/geo`, 'agents.internal.example': [1.5] } },
      { uri: 'https://agents.internal.example/ext' },
    ],
  },
  securitySchemes: { key: { apiKeySecurityScheme: { name: 'x-internal-key', location: 'header' } } },
  securityRequirements: [{ schemes: { key: { list: [] } } }],
  defaultInputModes: ['text/plain'],
  defaultOutputModes: ['text/plain'],
  skills: [{ id: 's', name: 'Skill', description: `at ${origin}`, tags: ['a'], securityRequirements: [] }],
  signatures: [{ protected: 'e30', signature: 'AAAA' }],
  'x-internal': 'https://agents.internal.example',
});

describe('the card of an agent', () => {
  const read = (extra: Record<string, string> = {}) => call('GET', '/.well-known/agent-card.json', undefined, extra);

  it('is the gate’s: its addresses, its ways to a token, its signature, and no host of the agent', async () => {
    card = full();
    const { status, body, text, headers } = await read();
    expect(status).toBe(200);
    const url = `${gatehouse.url}/api/v1/agents/helper`;
    expect(body.supportedInterfaces).toEqual([
      { url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' },
      { url, protocolBinding: 'HTTP+JSON', protocolVersion: '1.0', tenant: 't1' },
    ]);
    expect(text).not.toMatch(/internal|127\.0\.0\.1/);
    expect(body.provider).toEqual({ organization: 'Works', url: 'https://works.example/' });
    expect(body.iconUrl).toBe('https://works.example/icon.png');
    expect(body.documentationUrl).toBeUndefined();
    expect(body.description).toBe(`Helps. Direct: ${url} also at ${url} and ${url}`);
    expect(body.capabilities.extensions).toEqual([
      { uri: 'https://extensions.example/geo', params: { at: url, [url]: [1.5] } },
    ]);
    const scopes = { a2a: 'Needed to call this agent' };
    expect(body.securitySchemes.agent.oauth2SecurityScheme).toEqual({
      flows: { clientCredentials: { tokenUrl: `${gatehouse.url}/oauth/token`, scopes } },
      oauth2MetadataUrl: `${gatehouse.url}/.well-known/oauth-authorization-server`,
    });
    expect(body.securitySchemes.person.oauth2SecurityScheme.flows.authorizationCode.pkceRequired).toBe(true);
    expect(body.securityRequirements).toContainEqual({ schemes: { agent: { list: ['a2a'] } } });
    expect(body.signatures).toHaveLength(1);
    expect(body.signatures[0].protected).not.toBe('e30');
    expect(body.skills[0]).toMatchObject({ id: 's', name: 'Skill', tags: ['a'] });
    expect(headers.get('cache-control')).toBe('private, max-age=60');
    expect((await read({ 'if-none-match': headers.get('etag')! })).status).toBe(304);
  });

  it('of 0.3 stays one of 0.3', async () => {
    card = {
      name: 'Old',
      url: `${origin}/a/rpc`,
      protocolVersion: '0.3.0',
      preferredTransport: 'JSONRPC',
      additionalInterfaces: [
        { url: `${origin}/a`, transport: 'HTTP+JSON' },
        { url: origin, transport: 'GRPC' },
      ],
      capabilities: {},
      skills: [],
      supportsAuthenticatedExtendedCard: true,
    };
    const { body, text } = await read();
    const url = `${gatehouse.url}/api/v1/agents/helper`;
    expect(body).toMatchObject({
      url,
      protocolVersion: '0.3.0',
      preferredTransport: 'JSONRPC',
      supportsAuthenticatedExtendedCard: true,
    });
    expect(body.additionalInterfaces).toEqual([
      { url, transport: 'JSONRPC' },
      { url, transport: 'HTTP+JSON' },
    ]);
    expect(body.securitySchemes.oauth).toMatchObject({ type: 'oauth2' });
    expect(text).not.toContain('127.0.0.1');
  });

  it('is for nobody without a token for this agent', async () => {
    const path = '/api/v1/agents/helper/.well-known/agent-card.json';
    const without = await gatehouse.request('GET', path);
    expect([without.status, without.text]).toEqual([401, '{}']);
    const metadata = `${gatehouse.url}/.well-known/oauth-protected-resource/api/v1/agents/helper`;
    expect(without.headers.get('www-authenticate')).toContain(`resource_metadata="${metadata}"`);
    for (const other of [await tokenFor('closed'), await tokenFor('tools', 'mcp'), await gatehouse.admin()]) {
      const refused = await gatehouse.request('GET', path, { headers: { authorization: `Bearer ${other}` } });
      expect([refused.status, refused.body.error]).toEqual([401, 'invalid_token']);
    }
    expect(upstream.received).toEqual([]);
  });

  it('is denied where policy denies, and recorded', async () => {
    card = full();
    expect((await call('GET', '/.well-known/agent-card.json', undefined, {}, 'closed')).status).toBe(403);
    expect(upstream.received).toEqual([]);
    const rows = await gatehouse.sql(
      `SELECT decision FROM audit_events WHERE upstream = 'closed' AND detail->>'method' = 'GetAgentCard'`,
    );
    expect(rows).toEqual([{ decision: 'deny' }]);
  });

  it('is asked for once a minute, by all callers together, and with nothing of theirs', async () => {
    card = full();
    await Promise.all([1, 2, 3].map(() => read({ 'accept-language': 'de', 'mcp-param-x': '1', tracestate: 'a=b' })));
    // Once by each process.
    expect(upstream.received.filter(({ path }) => path.endsWith('.json'))).toHaveLength(REPLICAS);
    expect(upstream.received[0]?.headers).not.toHaveProperty('mcp-param-x');
    expect(upstream.received[0]?.headers['accept-language']).not.toBe('de');
    gatehouse.clock.advance(61_000);
    token = await tokenFor('helper');
    card = { ...full(), name: 'Changed' };
    expect((await read()).body.name).toBe('Changed');
  });

  it.each([
    ['too large', (response: ServerResponse) => response.end(JSON.stringify({ name: 'x'.repeat(300_000) }))],
    ['no JSON', (response: ServerResponse) => response.end('<html>')],
    ['said twice', (response: ServerResponse) => response.end('{"name":"a","name":"b"}')],
    ['no object', (response: ServerResponse) => response.end('[]')],
    ['compressed', (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')],
    [
      'broken off',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-length': '9' }).write('{}', () => response.socket?.destroy()),
    ],
    ['an error', (response: ServerResponse) => response.writeHead(500).end()],
  ])('that is %s is a bad gateway, and asked for anew', async (_, says) => {
    upstream.answer = (_request, response) => void says(response);
    const answer = await read();
    expect([answer.status, answer.body.error]).toEqual([502, 'bad_gateway']);
    upstream.answer = answerWith(full());
    expect((await read()).status).toBe(200);
  });

  it('that redirects is not followed', async () => {
    upstream.answer = (_request, response) => void response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    expect((await read()).status).toBe(502);
    expect(upstream.received.map(({ path }) => path)).toEqual([
      '/a/rpc/.well-known/agent-card.json',
      '/a/.well-known/agent-card.json',
    ]);
  });
});

function answerWith(value: object): RecordingUpstream['answer'] {
  return (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };
}

describe('the HTTP+JSON binding', () => {
  it('is at the registered host, at the path of the card, whatever host that names', async () => {
    card = full();
    const answer = await call(
      'POST',
      '/message:send',
      { message },
      { 'content-type': 'application/a2a+json', 'a2a-version': '1.0' },
    );
    expect(answer.status).toBe(200);
    const [sent] = calls();
    expect([sent?.method, sent?.path, JSON.parse(sent?.body ?? '')]).toEqual([
      'POST',
      '/a/rest/message:send',
      { message },
    ]);
    expect(sent?.headers['a2a-version']).toBe('1.0');
  });

  it('is at the registered URL of an agent that has no card, and nowhere of one that does not speak it', async () => {
    await call('GET', '/tasks/t-1?historyLength=3');
    expect(calls().map(({ path }) => path)).toEqual(['/a/rpc/tasks/t-1?historyLength=3']);
    gatehouse.clock.advance(61_000);
    token = await tokenFor('helper');
    card = { ...full(), supportedInterfaces: full().supportedInterfaces.slice(0, 1) };
    const answer = await call('GET', '/tasks/t-1');
    expect([answer.status, answer.body.error.status]).toEqual([404, 'NOT_FOUND']);
    expect(calls()).toHaveLength(1);
  });

  const operations: [string, string, string][] = [
    ['POST', '/message:send', 'SendMessage'],
    ['POST', '/message:stream', 'SendStreamingMessage'],
    ['GET', '/tasks?contextId=c%2F1&pageSize=5', 'ListTasks'],
    ['GET', '/tasks/a.b', 'GetTask'],
    ['POST', '/tasks/a~b:cancel', 'CancelTask'],
    ['GET', '/tasks/a_b:subscribe', 'SubscribeToTask'],
    ['POST', '/tasks/a:subscribe', 'SubscribeToTask'],
    ['POST', '/tasks/a/pushNotificationConfigs', 'CreateTaskPushNotificationConfig'],
    ['GET', '/tasks/a/pushNotificationConfigs', 'ListTaskPushNotificationConfigs'],
    ['GET', '/tasks/a/pushNotificationConfigs/c', 'GetTaskPushNotificationConfig'],
    ['DELETE', '/tasks/a/pushNotificationConfigs/c', 'DeleteTaskPushNotificationConfig'],
    ['GET', '/extendedAgentCard', 'GetExtendedAgentCard'],
    ['GET', '/t1/tasks/a', 'GetTask'],
    ['POST', '/v1/message:send', 'message/send'],
    ['POST', '/v1/tasks/a:cancel', 'tasks/cancel'],
    ['GET', '/v1/card', 'agent/getAuthenticatedExtendedCard'],
  ];
  it.each(operations)('%s %s is decided as %s, and reaches the agent as it is', async (method, path, name) => {
    expect((await call(method, path)).status).toBe(200);
    expect(calls().map((sent) => [sent.method, sent.path])).toEqual([[method, `/a/rpc${path}`]]);
    const [row] = await gatehouse.sql(
      `SELECT detail->>'method' AS method FROM audit_events WHERE upstream = 'helper' AND kind = 'gate.call' ORDER BY id DESC LIMIT 1`,
    );
    expect(row).toEqual({ method: name });
  });

  it.each([
    ['GET', '/message:send'],
    ['POST', '/tasks'],
    ['DELETE', '/tasks/a'],
    ['PUT', '/message:send'],
    ['GET', '/'],
    ['GET', '/admin'],
    ['GET', '/tasks/a/'],
    ['GET', '/tasks//a'],
    ['GET', '/tasks/a/b'],
    ['GET', '/tasks/a%2Fb'],
    ['GET', '/tasks/a%252Fb'],
    ['GET', '/tasks/..%2F..%2Fadmin'],
    ['GET', '/tasks/%2e%2e'],
    ['GET', '/tasks/%2e'],
    ['GET', '/tasks/a%3Acancel'],
    ['GET', '/tasks/a:b'],
    ['POST', '/tasks/a%3Asubscribe:cancel'],
    ['GET', '/tasks/a%3Fx=1'],
    ['GET', '/tasks/a%23b'],
    ['GET', '/tasks/a%00'],
    ['GET', '/tasks/a%0d%0aX:1'],
    ['GET', '/tasks/a%5cb'],
    ['GET', '/tasks/a;b'],
    ['GET', '/tasks/%ff'],
    ['GET', '/tasks/tasks'],
    ['GET', '/tasks/ä'],
    ['GET', '/v1/extendedAgentCard'],
    ['GET', '/card'],
    ['GET', '/%2e%2e/tasks'],
    ['GET', '/a/b/tasks'],
    ['POST', '/message%3Asend'],
    ['GET', `/tasks/${'a'.repeat(257)}`],
    ['GET', '/.well-known/agent-card.json/x'],
    ['GET', '/.well-known/openid-configuration'],
  ])('%s %s is no operation: nothing reaches the agent (attack 51)', async (method, path) => {
    const status = await rawCall(method, `/api/v1/agents/helper${path}`);
    expect([400, 404]).toContain(status);
    expect(calls()).toEqual([]);
  });

  /** Sent as it is written: fetch would tidy it up. */
  function rawCall(method: string, path: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gatehouse.url);
      const headers = { authorization: `Bearer ${token}` };
      const sent = Buffer.from(path, 'utf8').toString('latin1');
      httpRequest({ hostname, port, method, path: sent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      })
        .on('error', reject)
        .end();
    });
  }

  it.each([
    ['/tasks/a?admin=1', 'an unknown parameter'],
    ['/tasks/a?historyLength=1&historyLength=2', 'one that is given twice'],
    ['/tasks/a?historyLength=-1', 'one that cannot be read'],
    ['/tasks/a?tenant=../x', 'a tenant that is no segment'],
    ['/tasks/a?history_length=1', 'another spelling'],
    ['/t1/tasks/a?tenant=t2', 'a tenant that is another one in the path'],
    ['/tasks?status=A%0aB', 'a control character'],
  ])('refuses the query of %s: %s', async (path) => {
    expect((await call('GET', path)).status).toBe(400);
    expect(calls()).toEqual([]);
  });

  it.each([
    ['a body that names another task', 'POST', '/tasks/a:cancel', '{"id":"b"}', 400],
    ['a body that names another task of a config', 'POST', '/tasks/a/pushNotificationConfigs', '{"taskId":"b"}', 400],
    ['another spelling of what it names', 'POST', '/tasks/a/pushNotificationConfigs', '{"task_id":"b"}', 400],
    [
      'a body of 0.3 that names another task',
      'POST',
      '/v1/tasks/a/pushNotificationConfigs',
      '{"name":"tasks/b/pushNotificationConfigs/c"}',
      400,
    ],
    ['one that leads out of it', 'POST', '/v1/tasks/a/pushNotificationConfigs', '{"name":"tasks/a/../b"}', 400],
    ['another tenant', 'POST', '/t1/message:send', '{"tenant":"t2"}', 400],
    ['a name said twice', 'POST', '/message:send', '{"message":1,"message":2}', 400],
    ['a list', 'POST', '/message:send', '[]', 400],
    ['another type', 'POST', '/message:send', '{}', 415, 'text/plain'],
  ] as [string, string, string, string, number, string?][])(
    'refuses %s',
    async (_, method, path, body, status, type) => {
      const answer = await call(method, path, body, type === undefined ? {} : { 'content-type': type });
      expect([answer.status, answer.body.error.code]).toEqual([status, status]);
      expect(answer.body.error.status).toBe('INVALID_ARGUMENT');
      expect(calls()).toEqual([]);
    },
  );

  it('refuses what is larger than this agent takes', async () => {
    const answer = await call('POST', '/message:send', { message: 'x'.repeat(300) }, {}, 'small');
    expect([answer.status, answer.body.error.code]).toEqual([413, 413]);
  });

  it('forwards the version also when it is a parameter, and refuses two', async () => {
    await call('GET', '/tasks/a?A2A-Version=1.0');
    expect([calls()[0]?.path, calls()[0]?.headers['a2a-version']]).toEqual(['/a/rpc/tasks/a', '1.0']);
    expect((await call('GET', '/tasks/a?A2A-Version=1.0', undefined, { 'a2a-version': '0.3' })).status).toBe(400);
  });

  it('tells a failure of the agent in its own form', async () => {
    upstream.answer = (request, response) => {
      if (request.url?.includes('agent-card')) return answer(request, response);
      response.writeHead(401).end();
    };
    const refused = await call('GET', '/tasks/a');
    expect([refused.status, refused.body.error.status]).toEqual([502, 'UNAVAILABLE']);
  });

  it('challenges without a token, and for a token of another audience, like the agent itself', async () => {
    const answer = await gatehouse.request('POST', '/api/v1/agents/helper/message:send', { body: '{}' });
    expect([answer.status, answer.text]).toEqual([401, '{}']);
    const other = await gatehouse.request('GET', '/api/v1/agents/helper/tasks/a', {
      headers: { authorization: `Bearer ${await tokenFor('closed')}` },
    });
    expect([other.status, other.body.error]).toEqual([401, 'invalid_token']);
    expect((await call('GET', '/tasks/a', undefined, {}, 'off')).status).toBe(503);
  });
});

describe('a call that is denied', () => {
  it('is a JSON-RPC error with reason and evidence, in the form of its version; nothing reaches the agent', async () => {
    const earlier = await call('POST', '', rpc('message/send', { message }), {}, 'closed');
    const { code, data } = earlier.body.error;
    expect([earlier.status, code, earlier.body.id]).toEqual([200, -32040, 7]);
    expect(await evidenceOf(data.evidence_id)).toMatchObject({
      decision: 'deny',
      reason: data.reason,
      upstream: 'closed',
    });
    const current = await call('POST', '', rpc('SendMessage', { message }), { 'a2a-version': '1.0' }, 'closed');
    const [info] = current.body.error.data;
    expect(info).toMatchObject({
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'POLICY_DENIED',
      domain: 'gatehouse',
    });
    expect(await evidenceOf(info.metadata.evidence_id)).toMatchObject({ reason: info.metadata.reason });
    expect(upstream.received).toEqual([]);
  });

  it('over HTTP+JSON is a google.rpc.Status, decided as the same method', async () => {
    const answer = await call('POST', '/message:send', { message }, {}, 'closed');
    expect([answer.status, answer.body.error.code, answer.body.error.status]).toEqual([403, 403, 'PERMISSION_DENIED']);
    const { metadata } = answer.body.error.details[0];
    expect(await evidenceOf(metadata.evidence_id)).toMatchObject({
      decision: 'deny',
      sub: agent.owner.id,
      detail: { method: 'SendMessage' },
    });
    expect(upstream.received).toEqual([]);
  });
});

describe('the JSON-RPC binding', () => {
  it('has POST alone, and no batches', async () => {
    expect((await call('GET', '')).status).toBe(405);
    expect((await call('DELETE', '')).headers.get('allow')).toBe('POST');
    const batch = await call('POST', '', [rpc('GetTask', { id: 'a' })]);
    expect([batch.status, batch.body.error.code]).toEqual([400, -32600]);
    expect(calls()).toEqual([]);
  });

  it('refuses a defined member in another spelling, which some readers take for it', async () => {
    for (const params of [
      { task_id: 'a', taskId: 'b' },
      { ID: 'a' },
      { configuration: { Task_Push_Notification_Config: {} } },
    ]) {
      const answer = await call('POST', '', rpc('GetTask', params));
      expect([answer.status, answer.body.error.code]).toEqual([400, -32600]);
    }
    const free = rpc('SendMessage', {
      message: { ...message, parts: [{ data: { task_id: 1, URL: 'x' } }] },
      metadata: { ID: 1 },
    });
    expect((await call('POST', '', free)).status).toBe(200);
  });
});

const forbidden = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[fd00::1]/',
  'https://10.0.0.1/',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://localhost/',
  'https://localhost:8080/x',
  'https://no-such-name.invalid/',
  'http://8.8.8.8/',
  'ftp://8.8.8.8/',
  'file:///etc/passwd',
  'https://user@8.8.8.8/',
  'https://8.8.8.8\\@127.0.0.1/',
  'https://8.8.8.8@127.0.0.1/',
  'https:8.8.8.8',
  'https:///8.8.8.8/',
  ' https://8.8.8.8/',
  'https://8.8.8.8/\n',
  'https://⑧.8.8.8/',
  'HTTPS://127.0.0.1/',
  '',
  'nonsense',
  ['https://127.0.0.1/'],
  7,
  { a: 1 },
];

describe('a push notification URL', () => {
  const places: [string, (url: unknown) => ReturnType<typeof call>][] = [
    [
      'SendMessage',
      (url) =>
        call('POST', '', rpc('SendMessage', { message, configuration: { taskPushNotificationConfig: { url } } })),
    ],
    [
      'SendStreamingMessage',
      (url) =>
        call('POST', '', rpc('SendStreamingMessage', { configuration: { taskPushNotificationConfig: { url } } })),
    ],
    [
      'CreateTaskPushNotificationConfig',
      (url) => call('POST', '', rpc('CreateTaskPushNotificationConfig', { taskId: 'a', url })),
    ],
    [
      'message/send',
      (url) => call('POST', '', rpc('message/send', { configuration: { pushNotificationConfig: { url } } })),
    ],
    [
      'tasks/pushNotificationConfig/set',
      (url) =>
        call('POST', '', rpc('tasks/pushNotificationConfig/set', { taskId: 'a', pushNotificationConfig: { url } })),
    ],
    [
      'an operation that A2A does not define',
      (url) => call('POST', '', rpc('x/remind', { push_notification_config: { Url: url } })),
    ],
    [
      'a draft’s name for the same',
      (url) => call('POST', '', rpc('SetTaskPushNotificationConfig', { taskId: 'a', url })),
    ],
    [
      'POST /message:send',
      (url) => call('POST', '/message:send', { message, configuration: { taskPushNotificationConfig: { url } } }),
    ],
    ['POST /tasks/a/pushNotificationConfigs', (url) => call('POST', '/tasks/a/pushNotificationConfigs', { url })],
    [
      'POST /v1/message:send',
      (url) => call('POST', '/v1/message:send', { request: message, configuration: { pushNotification: { url } } }),
    ],
    [
      'POST /v1/tasks/a/pushNotificationConfigs',
      (url) =>
        call('POST', '/v1/tasks/a/pushNotificationConfigs', {
          name: 'tasks/a/pushNotificationConfigs/c',
          pushNotificationConfig: { url },
        }),
    ],
  ];

  it.each(places)('of %s is vetted, and a refusal recorded', async (_, send) => {
    for (const url of ['https://169.254.169.254/', ['https://127.0.0.1/'], 'http://8.8.8.8/']) {
      const answer = await send(url);
      const { error } = answer.body;
      expect(error.message).toMatch(/push notification URL/);
      expect([-32602, 400]).toContain(error.code);
      const id = error.data?.evidence_id ?? error.details[0].metadata.evidence_id;
      expect(await evidenceOf(id)).toMatchObject({ decision: 'deny', upstream: 'helper', sub: agent.owner.id });
    }
    expect(calls()).toEqual([]);
    expect((await send('https://8.8.8.8/hook?a=b')).status).toBe(200);
    expect(calls()).toHaveLength(1);
  });

  it.each(forbidden.map((url) => [url]))('%j is refused', async (url) => {
    const answer = await call('POST', '', rpc('CreateTaskPushNotificationConfig', { taskId: 'a', url }));
    expect([answer.status, answer.body.error?.code]).toEqual([200, -32602]);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|special|loopback|ENOTFOUND|linkLocal/);
    expect(calls()).toEqual([]);
  });

  it('is nothing in the words of a message', async () => {
    const params = {
      message: { ...message, parts: [{ data: { pushNotificationConfig: { url: 'http://127.0.0.1' } } }] },
    };
    expect((await call('POST', '', rpc('SendMessage', params))).status).toBe(200);
    expect(calls()).toHaveLength(1);
  });

  class Names extends HostNames {
    override readonly resolve: HostNames['resolve'];
    constructor(addresses: readonly string[]) {
      super();
      this.resolve = (_name, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
    }
  }

  it.each([
    [['93.184.216.34'], true],
    [['93.184.216.34', '10.0.0.1'], false],
    [['2606:2800:220:1::1', '::1'], false],
    [['::ffff:10.0.0.1'], false],
    [[], false],
  ])('by a name with the addresses %j: admitted is %s', async (addresses, admitted) => {
    const urls = new CallbackUrls(readSettings({}), new Names(addresses));
    expect((await urls.fault('https://hooks.example/a')) === null).toBe(admitted);
  });

  it('leads where OUTBOUND_NETWORKS admits it, but never to cloud metadata', async () => {
    const settings = readSettings({ OUTBOUND_NETWORKS: '10.0.0.0/8,169.254.0.0/16' });
    const urls = new CallbackUrls(settings, new Names(['10.1.2.3']));
    expect(await urls.fault('https://hooks.internal/a')).toBeNull();
    expect(await urls.fault('https://10.1.2.3:8443/a')).toBeNull();
    expect(await urls.fault('https://169.254.169.254/')).not.toBeNull();
  });
});

describe('an extended card', () => {
  it('is framed like the other one, and an error of the agent is handed on', async () => {
    upstream.answer = answerWith({ jsonrpc: '2.0', id: 7, result: full() });
    const { body, text } = await call('POST', '', rpc('GetExtendedAgentCard'), { 'a2a-version': '1.0' });
    expect([body.id, body.result.name]).toEqual([7, 'Helper']);
    expect(text).not.toMatch(/internal|127\.0\.0\.1/);
    const error = { code: -32007, message: 'not configured' };
    upstream.answer = answerWith({ jsonrpc: '2.0', id: 7, error });
    expect((await call('POST', '', rpc('agent/getAuthenticatedExtendedCard'))).body.error).toEqual(error);
  });

  it('is asked for anew by each call', async () => {
    upstream.answer = answerWith({ jsonrpc: '2.0', id: 7, result: full() });
    await call('POST', '', rpc('GetExtendedAgentCard'));
    await call('POST', '', rpc('GetExtendedAgentCard'));
    expect(calls()).toHaveLength(2);
  });
});

describe('a rule about a method', () => {
  it('decides on both bindings', async () => {
    await gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: 'ruled',
      tool: 'SendMessage',
      justification: 'reading alone',
    });
    const rpcAnswer = await call('POST', '', rpc('SendMessage', { message }), {}, 'ruled');
    expect(rpcAnswer.body.error.code).toBe(-32040);
    const restAnswer = await call('POST', '/message:send', { message }, {}, 'ruled');
    expect([restAnswer.status, restAnswer.body.error.status]).toEqual([403, 'PERMISSION_DENIED']);
    // The same operation by the name that it had before.
    const earlier = await call('POST', '', rpc('message/send', { message }), {}, 'ruled');
    expect(earlier.body.error.code).toBe(-32040);
    expect(calls()).toEqual([]);
    expect((await call('POST', '', rpc('GetTask', { id: 'a' }), {}, 'ruled')).body.result).toEqual({});
    expect((await call('GET', '/tasks/a', undefined, {}, 'ruled')).status).toBe(200);
  });

  it('decides on what a path says as on params', async () => {
    await gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: 'ruled',
      tool: 'CancelTask',
      arguments: { properties: { id: { const: 'kept' } }, required: ['id'] },
      justification: 'this one goes on',
    });
    expect((await call('POST', '', rpc('CancelTask', { id: 'kept' }), {}, 'ruled')).body.error.code).toBe(-32040);
    expect((await call('POST', '/tasks/kept:cancel', {}, {}, 'ruled')).status).toBe(403);
    expect((await call('POST', '/tasks/%6bept:cancel', {}, {}, 'ruled')).status).toBe(403);
    expect((await call('POST', '/tasks/other:cancel', {}, {}, 'ruled')).status).toBe(200);
  });
});
