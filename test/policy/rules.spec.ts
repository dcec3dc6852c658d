import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
interface Upstream {
  readonly id: string;
  readonly name: string;
  readonly resource: string;
}

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let count = 0;
let open: Upstream;
let shut: Upstream;
let agent: Agent;
let other: Agent;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ TRUSTED_PROXIES: '127.0.0.1' });
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent({ kind: 'agent' }, { roles: ['user'], groups: ['Payments'] });
  other = await gatehouse.agent({ kind: 'service' });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});
beforeEach(async () => {
  count += 1;
  [open, shut] = await Promise.all([upstream(`open-${count}`, 'allow'), upstream(`shut-${count}`, 'deny')]);
});
afterEach(() => expect(gatehouse.errors()).toBe(''));

async function upstream(name: string, fallback: 'allow' | 'deny', kind = 'mcp'): Promise<Upstream> {
  return gatehouse.create('/upstreams', { name, kind, url: server.url, default: fallback });
}

const ruleFor = (at: Upstream, fields: object) => ({
  effect: 'allow',
  principal: { type: 'any' },
  upstream: at.name,
  justification: 'because',
  ...fields,
});
const rule = (at: Upstream, fields: object): Promise<{ id: string }> =>
  gatehouse.create('/policies', ruleFor(at, fields));
const tokens = new Map<string, string>();
async function send(at: Upstream, message: object, as: Agent = agent, headers = {}): Promise<Answer> {
  const key = `${as.id} ${at.resource} ${gatehouse.clock.now()}`;
  const token = tokens.get(key) ?? (await gatehouse.accessToken(as.id, as.secret, { resource: at.resource }));
  tokens.set(key, token);
  return gatehouse.request('POST', new URL(at.resource).pathname, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, ...message }),
  });
}
const callOf = (name: string, args?: object) => ({ method: 'tools/call', params: { name, arguments: args } });
/** What the gate says of a tool call: nothing, or why not. */
async function denied(at: Upstream, tool: string, args?: object, as: Agent = agent): Promise<string | null> {
  const before = server.received.length;
  const { status, body } = await send(at, callOf(tool, args), as);
  expect(status).toBe(200);
  const { error } = JSON.parse(JSON.stringify(body)) as { error?: { code: number; data: { reason: string } } };
  expect(server.received.length - before).toBe(error === undefined ? 1 : 0);
  if (error === undefined) return null;
  expect(error).toMatchObject({ code: -32003, data: { evidence_id: expect.any(String) as string } });
  return error.data.reason;
}
const evidence = async (at: Upstream) => {
  const [row] = await gatehouse.sql<{ decision: string; detail: Record<string, unknown> }>(
    "SELECT decision, reason, rule, policy_version, detail FROM audit_events WHERE kind = 'gate.call' AND upstream = $1 ORDER BY id DESC LIMIT 1",
    [at.name],
  );
  return row;
};

describe('without a rule', () => {
  it('the upstream’s default decides', async () => {
    expect(await denied(open, 'anything')).toBe(null);
    expect(await denied(shut, 'anything')).toBe(`default of upstream ${shut.name}`);
    expect(await evidence(shut)).toMatchObject({ policy_version: '0' });
  });
});

describe('a deny rule', () => {
  it('denies what it names to whom it names, with its reason, and closes nothing else', async () => {
    const { id } = await rule(open, {
      effect: 'deny',
      principal: { type: 'client', id: agent.id },
      tool: 'delete_*',
      justification: 'Agents delete nothing.',
    });
    expect(await denied(open, 'delete_user')).toBe('Agents delete nothing.');
    expect(await evidence(open)).toMatchObject({
      decision: 'deny',
      reason: 'Agents delete nothing.',
      rule: id,
    });
    expect(await denied(open, 'read_user')).toBe(null);
    expect(await denied(open, 'delete_user', {}, other)).toBe(null);
  });

  it('with * is about names of all kinds', async () => {
    await rule(open, { effect: 'deny', tool: '*' });
    for (const name of ['a', 'a/b', 'a:b', 'ä b', 'a'.repeat(2048)]) expect(await denied(open, name)).toBe('because');
  });

  it('is about the arguments that it describes', async () => {
    await rule(open, {
      effect: 'deny',
      tool: 'pay',
      arguments: { properties: { amount: { type: 'number', exclusiveMinimum: 100 } }, required: ['amount'] },
    });
    expect(await denied(open, 'pay', { amount: 101 })).toBe('because');
    expect(await denied(open, 'pay', { amount: 100 })).toBe(null);
    expect(await denied(open, 'pay')).toBe(null);
  });

  it('is about arguments that nobody can judge', async () => {
    await rule(open, {
      effect: 'deny',
      tool: 'pay',
      arguments: { properties: { amount: { const: 9007199254740992 } } },
    });
    const message =
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"pay","arguments":{"amount":9007199254740993}}}';
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: open.resource });
    const answer = await gatehouse.request('POST', new URL(open.resource).pathname, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: message,
    });
    expect(answer.body.error.data.reason).toBe('because');
  });

  it('about an upstream is about all that is sent to it', async () => {
    await rule(open, { effect: 'deny', principal: { type: 'kind', id: 'agent' } });
    expect((await send(open, { method: 'initialize', params: {} })).body.error.code).toBe(-32003);
    expect(await denied(open, 'x')).toBe('because');
    expect(await denied(open, 'x', {}, other)).toBe(null);
  });
});

describe('an allow rule', () => {
  it('closes what it names to everybody else, and nothing more', async () => {
    await rule(open, { principal: { type: 'client', id: agent.id }, tool: 'pay' });
    expect(await denied(open, 'pay')).toBe(null);
    expect(await denied(open, 'pay', {}, other)).toBe('no rule allows it');
    expect(await denied(open, 'look', {}, other)).toBe(null);
  });

  it('opens what it names where all is denied, and the way to it', async () => {
    await rule(shut, { principal: { type: 'client', id: agent.id }, tool: 'pay' });
    expect(await denied(shut, 'pay')).toBe(null);
    expect(await denied(shut, 'look')).toBe(`default of upstream ${shut.name}`);
    for (const method of ['initialize', 'tools/list', 'notifications/initialized', 'ping', 'server/discover']) {
      expect((await send(shut, { method, params: {} })).body.error).toBe(undefined);
      expect((await send(shut, { method, params: {} }, other)).body.error.code).toBe(-32003);
    }
    expect((await send(shut, { method: 'vendor/erase', params: {} })).body.error.code).toBe(-32003);
  });

  it('with arguments closes the tool to all others', async () => {
    await rule(open, {
      principal: { type: 'client', id: agent.id },
      tool: 'pay',
      arguments: { properties: { amount: { type: 'number', maximum: 100 } }, required: ['amount'] },
    });
    expect(await denied(open, 'pay', { amount: 100 })).toBe(null);
    expect(await denied(open, 'pay', { amount: 101 })).toBe('no rule allows it');
    expect(await denied(open, 'pay')).toBe('no rule allows it');
    expect(await denied(open, 'pay', { amount: 1 }, other)).toBe('no rule allows it');
  });

  it.each<[string, object, boolean]>([
    ['the person', { type: 'user' }, true],
    ['a group of theirs', { type: 'group', id: 'Payments' }, true],
    ['another group', { type: 'group', id: 'payments' }, false],
    ['a role of theirs', { type: 'role', id: 'user' }, true],
    ['a role that they lack', { type: 'role', id: 'admin' }, false],
    ['the kind of the client', { type: 'kind', id: 'agent' }, true],
    ['another kind', { type: 'kind', id: 'application' }, false],
  ])('can name %s', async (_, principal, allowed) => {
    const whole = 'id' in principal ? principal : { ...principal, id: agent.owner.id };
    await rule(shut, { principal: whole, tool: 'pay' });
    expect(await denied(shut, 'pay')).toBe(allowed ? null : 'no rule allows it');
  });

  it('is about prompts and resources as about tools', async () => {
    await rule(shut, { prompt: 'hello' });
    await rule(shut, { resource: 'file:///srv/*' });
    const codes = async (method: string, params: object) =>
      (await send(shut, { method, params })).body.error?.code ?? null;
    expect(await codes('prompts/get', { name: 'hello' })).toBe(null);
    expect(await codes('prompts/get', { name: 'other' })).toBe(-32003);
    expect(await codes('resources/read', { uri: 'file:///srv/a/b' })).toBe(null);
    expect(await codes('resources/read', { uri: 'file:///etc/passwd' })).toBe(-32003);
    expect(await codes('tools/call', { name: 'hello' })).toBe(-32003);
  });
});

describe('the ladder', () => {
  const bands = () => [
    { type: 'user', id: agent.owner.id },
    { type: 'client', id: agent.id },
    { type: 'group', id: 'Payments' },
    { type: 'role', id: 'user' },
    { type: 'kind', id: 'agent' },
    { type: 'any' },
  ];

  it.each([0, 1, 2, 3, 4])('goes by rung %i before all below it, whatever they say', async (rung) => {
    const [principal, ...below] = bands().slice(rung);
    await rule(open, { principal, tool: 'pay', justification: 'above' });
    for (const lower of below)
      await rule(open, { effect: 'deny', principal: lower, tool: 'pay', justification: 'below' });
    expect(await denied(open, 'pay')).toBe(null);
    await rule(shut, { effect: 'deny', principal, tool: 'pay', justification: 'above' });
    for (const lower of below) await rule(shut, { principal: lower, tool: 'pay', justification: 'below' });
    expect(await denied(shut, 'pay')).toBe('above');
  });

  it.each([0, 1, 2, 3, 4, 5])('on rung %i deny beats allow', async (rung) => {
    const principal = bands()[rung];
    await rule(shut, { principal, tool: 'pay' });
    await rule(shut, { effect: 'deny', principal, tool: 'p*', justification: 'denied' });
    expect(await denied(shut, 'pay')).toBe('denied');
  });
});

describe('conditions', () => {
  it('of the address are about the one that dialled', async () => {
    await rule(shut, { tool: 'pay', conditions: { addresses: ['203.0.113.0/24'] } });
    const from = (address: string) => send(shut, callOf('pay'), agent, { 'x-forwarded-for': address });
    expect((await from('203.0.113.7')).body.error).toBe(undefined);
    expect((await from('198.51.100.7')).body.error.data.reason).toBe('no rule allows it');
  });

  it('of time end by themselves', async () => {
    const not_after = new Date(gatehouse.clock.now() + 60_000).toISOString();
    await rule(shut, { tool: 'pay', conditions: { not_after } });
    expect(await denied(shut, 'pay')).toBe(null);
    gatehouse.clock.advance(61_000);
    expect(await denied(shut, 'pay')).toBe('no rule allows it');
  });

  it('of the chain are about who acts', async () => {
    await rule(open, { effect: 'deny', tool: 'pay', conditions: { chain: { any_of: [agent.id] } } });
    expect(await denied(open, 'pay')).toBe('because');
    expect(await denied(open, 'pay', {}, other)).toBe(null);
  });

  it('can be met by times over midnight, and by some of the actors', async () => {
    const night = { times: { from: '22:00', to: '00:00', time_zone: 'UTC' } };
    const some = { chain: { most: 1, any_of: ['a', 'b'], none_of: ['b'] } };
    for (const conditions of [night, some, { times: { from: '00:00', time_zone: 'UTC' } }])
      await rule(open, { conditions });
  });

  it('9470-01 of the sign-in are answered with what would meet them', async () => {
    const issuer = await gatehouse.create('/issuers', {
      issuer: 'https://login.example',
      name: 'Login',
      uses: ['subject_token'],
      algorithms: ['ES256'],
      jwks_uri: 'https://login.example/jwks',
      audiences: ['x'],
      scope: 'mcp',
    });
    await rule(shut, { tool: 'pay', conditions: { authentication: { acr: ['urn:example:gold'], max_age: 300 } } });
    await gatehouse.adminCall('DELETE', `/issuers/${issuer.id}`);
    await rule(shut, { tool: 'look' });
    const person = await createPerson(gatehouse);
    const client = await createRelyingParty(gatehouse, { scope: 'openid mcp' });
    const flow = new AuthorizationFlow(gatehouse, client);
    const { access_token: token } = await flow.tokens(person, { scope: 'openid mcp', resource: shut.resource });
    const call = (name: string) =>
      gatehouse.request('POST', new URL(shut.resource).pathname, {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...callOf(name) }),
      });
    const { status, headers } = await call('pay');
    expect(status).toBe(401);
    const challenge = headers.get('www-authenticate') ?? '';
    expect(challenge).toMatch(/^Bearer realm="/);
    for (const part of ['error="insufficient_user_authentication"', 'acr_values="urn:example:gold"', 'max_age="300"']) {
      expect(challenge).toContain(part);
    }
    expect((await call('look')).status).toBe(200);
    expect(await evidence(shut)).toMatchObject({ decision: 'allow' });
  });

  it('9470-02 of the age of a sign-in are met by one of lately', async () => {
    await rule(shut, { tool: 'pay', conditions: { authentication: { max_age: 300 } } });
    const person = await createPerson(gatehouse);
    const flow = new AuthorizationFlow(
      gatehouse,
      await createRelyingParty(gatehouse, { scope: 'openid mcp offline_access' }),
    );
    const scope = 'openid mcp offline_access';
    const tokens = await flow.tokens(person, { scope, resource: shut.resource });
    const call = (token: string) =>
      gatehouse.request('POST', new URL(shut.resource).pathname, {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...callOf('pay') }),
      });
    expect((await call(tokens.access_token)).status).toBe(200);
    gatehouse.clock.advance(301_000);
    const renewed = await flow.refresh(tokens.refresh_token);
    expect((await call(renewed.body.access_token as string)).status).toBe(401);
  });
});

describe('a rule that only watches', () => {
  it('changes nothing, and what it would have changed is on record', async () => {
    const { id } = await rule(open, { effect: 'deny', tool: 'pay', mode: 'shadow', justification: 'too dear' });
    expect(await denied(open, 'pay')).toBe(null);
    expect(await evidence(open)).toMatchObject({
      decision: 'allow',
      detail: { shadow: { decision: 'deny', reason: 'too dear', rule: id } },
    });
    expect(await denied(open, 'look')).toBe(null);
    expect((await evidence(open))?.detail).not.toHaveProperty('shadow');
    await gatehouse.adminCall('PATCH', `/policies/${id}`, { mode: 'enforce' });
    expect(await denied(open, 'pay')).toBe('too dear');
  });

  it('is what all of them are in POLICY_MODE=shadow, and none counts in off', async () => {
    for (const [mode, reason] of [
      ['shadow', 'policy only watches'],
      ['off', 'policy is off'],
    ] as const) {
      const lax = await TestGatehouse.start({ POLICY_MODE: mode });
      const view = await lax.create('/upstreams', { name: 'tools', kind: 'mcp', url: server.url, default: 'deny' });
      const client = await lax.agent();
      const token = await lax.accessToken(client.id, client.secret, { resource: view.resource });
      const answer = await lax.request('POST', '/api/v1/mcp/tools', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...callOf('pay') }),
      });
      expect(answer.body.error).toBe(undefined);
      const [row] = await lax.sql("SELECT decision, reason, detail FROM audit_events WHERE kind = 'gate.call'");
      expect(row).toMatchObject({ decision: 'allow', reason });
      expect('shadow' in row!['detail']).toBe(mode === 'shadow');
      await lax.create('/policies', { ...ruleFor(open, { effect: 'deny' }), upstream: 'tools' });
      const explained = await lax.adminCall('POST', '/policy/explain', { upstream: 'tools' });
      expect(explained.body).toMatchObject({ decision: 'allow', reason });
      expect(explained.body.steps.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
        mode === 'shadow' ? ['would decide'] : [],
      );
      await lax.stop();
    }
  });
});

describe('rules', () => {
  it('count from the moment they are made, changed and deleted, at every instance', async () => {
    const second = await Replica.start(
      gatehouse.serviceUrl,
      { ...testSecrets, PUBLIC_URL: gatehouse.url },
      gatehouse.clock,
    );
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: open.resource });
    const at = async ({ url }: { readonly url: string }): Promise<string | null> => {
      const answer = await fetch(url + new URL(open.resource).pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...callOf('pay') }),
      });
      const { error } = (await answer.json()) as { error?: { data: { reason: string } } };
      return error?.data.reason ?? null;
    };
    expect([await at(gatehouse), await at(second)]).toEqual([null, null]);
    const { id } = await rule(open, { effect: 'deny', tool: 'pay' });
    expect([await at(gatehouse), await at(second)]).toEqual(['because', 'because']);
    await gatehouse.adminCall('PATCH', `/policies/${id}`, { justification: 'changed' });
    expect([await at(gatehouse), await at(second)]).toEqual(['changed', 'changed']);
    expect((await gatehouse.adminCall('DELETE', `/policies/${id}`)).status).toBe(204);
    expect([await at(gatehouse), await at(second)]).toEqual([null, null]);
    await second.app.close();
  });

  it('are listed, read and changed as they were made, with evidence', async () => {
    const fields = {
      effect: 'allow',
      principal: { type: 'client', id: agent.id },
      upstream: open.name,
      upstream_kind: 'mcp',
      tool: 'pay',
      prompt: null,
      resource: null,
      arguments: { required: ['amount'] },
      conditions: { times: { days: ['mon'], from: '08:00', to: '18:00', time_zone: 'Europe/Zurich' } },
      mode: 'enforce',
      justification: 'Month’s end',
    };
    const created = await gatehouse.adminCall('POST', '/policies', fields);
    expect([created.status, created.headers.get('location')]).toEqual([
      201,
      `/api/v1/admin/policies/${created.body.id as string}`,
    ]);
    expect(created.body).toMatchObject(fields);
    const path = `/policies/${created.body.id as string}`;
    expect((await gatehouse.adminCall('GET', path)).body).toEqual(created.body);
    expect((await gatehouse.adminCall('GET', `/policies?upstream=${open.name}`)).body.items).toEqual([created.body]);
    const changed = await gatehouse.adminCall('PATCH', path, { tool: null, prompt: 'pay', upstream: shut.name });
    expect(changed.body).toMatchObject({ tool: null, prompt: 'pay', upstream: shut.name, arguments: fields.arguments });
    expect((await gatehouse.adminCall('PATCH', path, {})).body).toEqual(changed.body);
    await gatehouse.adminCall('DELETE', path);
    expect((await gatehouse.adminCall('GET', path)).status).toBe(404);
    const kinds = await gatehouse.sql("SELECT kind FROM audit_events WHERE detail->>'id' = $1 ORDER BY id", [
      created.body.id,
    ]);
    expect(kinds.map(({ kind }) => kind as string)).toEqual([
      'policy_rule.created',
      'policy_rule.updated',
      'policy_rule.deleted',
    ]);
  });

  it('go with their upstream', async () => {
    const { id } = await rule(open, {});
    expect((await gatehouse.adminCall('DELETE', `/upstreams/${open.id}`)).status).toBe(204);
    expect((await gatehouse.adminCall('GET', `/policies/${id}`)).status).toBe(404);
  });

  it.each<[string, object, string[]]>([
    [
      'nothing',
      { effect: undefined, principal: undefined, upstream: undefined, justification: undefined },
      ['/effect', '/principal', '/upstream', '/justification'],
    ],
    ['an upstream that there is not', { upstream: 'nowhere' }, ['/upstream']],
    ['an upstream of another kind', { upstream_kind: 'a2a' }, ['/upstream']],
    ['nobody', { principal: { type: 'user' } }, ['/principal']],
    [
      'a user that there is not',
      { principal: { type: 'user', id: '018f0000-0000-7000-8000-000000000000' } },
      ['/principal'],
    ],
    ['a user by e-mail', { principal: { type: 'user', id: 'a@example.test' } }, ['/principal']],
    ['a client that there is not', { principal: { type: 'client', id: 'nobody' } }, ['/principal']],
    ['a role that there is not', { principal: { type: 'role', id: 'emperor' } }, ['/principal']],
    ['a scope of services as a role', { principal: { type: 'role', id: 'mcp' } }, ['/principal']],
    ['a kind that there is not', { principal: { type: 'kind', id: 'robot' } }, ['/principal']],
    ['any with an id', { principal: { type: 'any', id: 'x' } }, ['/principal']],
    ['a tool and a prompt', { tool: 'a', prompt: 'b' }, ['/prompt']],
    ['arguments of nothing', { arguments: {} }, ['/arguments']],
    ['arguments of a resource', { resource: 'x', arguments: {} }, ['/arguments']],
    ['a schema that is none', { tool: 'a', arguments: { type: 'objekt' } }, ['/arguments']],
    ['an empty pattern', { tool: '' }, ['/tool']],
    ['a pattern of too many wildcards', { tool: '*a*b*c*d*e*f*g*h*i' }, ['/tool']],
    ['an address that is none', { conditions: { addresses: ['here'] } }, ['/conditions/addresses']],
    [
      'a time zone that there is not',
      { conditions: { times: { time_zone: 'Mars/Olympus' } } },
      ['/conditions/times/time_zone'],
    ],
    [
      'a time of day that there is not',
      { conditions: { times: { from: '24:00', time_zone: 'UTC' } } },
      ['/conditions/times/from'],
    ],
    ['a condition that there is not', { conditions: { moon: 'full' } }, ['/conditions/moon']],
    [
      'authentication in a deny rule',
      { effect: 'deny', conditions: { authentication: { max_age: 1 } } },
      ['/conditions'],
    ],
    [
      'times that are none',
      { conditions: { times: { from: '08:00', to: '08:00', time_zone: 'UTC' } } },
      ['/conditions/times/to'],
    ],
    [
      'times that end when the day begins',
      { conditions: { times: { to: '00:00', time_zone: 'UTC' } } },
      ['/conditions/times/to'],
    ],
    [
      'an end that is not after the beginning',
      { conditions: { not_before: '2030-01-01T01:00:00+01:00', not_after: '2030-01-01T00:00:00Z' } },
      ['/conditions/not_after'],
    ],
    ['no address at all', { conditions: { addresses: [] } }, ['/conditions/addresses']],
    ['no day at all', { conditions: { times: { days: [], time_zone: 'UTC' } } }, ['/conditions/times/days']],
    ['an actor where there is none', { conditions: { chain: { most: 0, any_of: ['a'] } } }, ['/conditions/chain/most']],
    [
      'actors that must and must not act',
      { conditions: { chain: { any_of: ['a', 'b'], none_of: ['b', 'c', 'a'] } } },
      ['/conditions/chain/any_of'],
    ],
    ['nobody who may act', { conditions: { chain: { any_of: [] } } }, ['/conditions/chain/any_of']],
    [
      'a class of sign-ins that there is not',
      { conditions: { authentication: { acr: ['urn:example:gold'] } } },
      ['/conditions/authentication/acr'],
    ],
    ['no class of sign-ins', { conditions: { authentication: { acr: [] } } }, ['/conditions/authentication/acr']],
    [
      'several that cannot be met',
      {
        conditions: {
          times: { from: '08:00', to: '08:00', time_zone: 'UTC' },
          chain: { most: 0, any_of: ['a'] },
          authentication: { acr: ['gold'] },
        },
      },
      ['/conditions/times/to', '/conditions/chain/most', '/conditions/authentication/acr'],
    ],
    ['arguments that no call has', { tool: 'a', arguments: false }, ['/arguments']],
    ['no justification', { justification: '' }, ['/justification']],
    ['another mode', { mode: 'off' }, ['/mode']],
  ])('of %s are refused, and so are changes to that', async (_, fields, pointers) => {
    expectWrong(await gatehouse.adminCall('POST', '/policies', ruleFor(open, fields)), ...pointers);
    const { id } = await rule(open, {});
    const change = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    if (Object.keys(change).length > 0)
      expectWrong(await gatehouse.adminCall('PATCH', `/policies/${id}`, change), ...pointers);
  });
});

describe('an explanation', () => {
  const explain = async (fields: object) => {
    const { status, body } = await gatehouse.adminCall('POST', '/policy/explain', fields);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as { decision: string; reason: string; rule: string | null; steps: object[] };
  };

  it('says what would be decided, by which rule, and what became of each', async () => {
    const deny = await rule(shut, { effect: 'deny', tool: 'pay', principal: { type: 'role', id: 'user' } });
    const allow = await rule(shut, { tool: 'pay', principal: { type: 'client', id: agent.id } });
    const never = await rule(shut, { tool: 'pay', principal: { type: 'user', id: other.owner.id } });
    const asked = { client_id: agent.id, upstream: shut.name, tool: 'pay' };
    expect(await explain(asked)).toMatchObject({
      decision: 'allow',
      reason: 'because',
      rule: allow.id,
      steps: [
        { rule: never.id, band: 'user', effect: 'allow', outcome: 'another principal' },
        { rule: allow.id, band: 'client', effect: 'allow', outcome: 'decides' },
        { rule: deny.id, band: 'role', effect: 'deny', outcome: 'overruled' },
      ],
    });
    expect(await denied(shut, 'pay')).toBe(null);
  });

  it('tells of rules that only watch what they would do, and lets none of them decide', async () => {
    const enforced = await rule(open, { tool: 'pay', principal: { type: 'client', id: agent.id } });
    const watching = (fields: object) => rule(open, { effect: 'deny', tool: 'pay', mode: 'shadow', ...fields });
    const first = await watching({ principal: { type: 'user', id: agent.owner.id }, justification: 'too dear' });
    const someones = await watching({ principal: { type: 'client', id: other.id } });
    const last = await watching({});
    const steps = [
      { rule: first.id, band: 'user', mode: 'shadow', outcome: 'would decide' },
      { rule: someones.id, band: 'client', mode: 'shadow', outcome: 'overruled' },
      { rule: enforced.id, band: 'client', mode: 'enforce', outcome: 'decides' },
      { rule: last.id, band: 'any', mode: 'shadow', outcome: 'overruled' },
    ];
    const asked = { client_id: agent.id, upstream: open.name, tool: 'pay' };
    const explained = await explain(asked);
    expect(explained).toMatchObject({ decision: 'allow', rule: enforced.id, shadow: { rule: first.id }, steps });
    expect(explained.steps).toHaveLength(steps.length);
    await gatehouse.adminCall('DELETE', `/policies/${first.id}`);
    const { steps: further } = await explain(asked);
    expect(further).toMatchObject([{ outcome: 'another principal' }, { outcome: 'decides' }, { outcome: 'overruled' }]);
  });

  it('agrees with the gate on arguments, and without them with the list', async () => {
    await rule(shut, { tool: 'pay', arguments: { properties: { amount: { maximum: 100 } }, required: ['amount'] } });
    const asked = { client_id: agent.id, upstream: shut.name, tool: 'pay' };
    expect(await explain({ ...asked, arguments: { amount: 5 } })).toMatchObject({ decision: 'allow' });
    expect(await explain({ ...asked, arguments: { amount: 500 } })).toMatchObject({
      decision: 'deny',
      steps: [{ outcome: 'other arguments' }],
    });
    expect(await explain(asked)).toMatchObject({ decision: 'allow' });
  });

  it('names what another sign-in would cure', async () => {
    await rule(shut, { tool: 'pay', conditions: { authentication: { max_age: 60 } } });
    const asked = { user_id: agent.owner.id, upstream: shut.name, tool: 'pay' };
    expect(await explain({ ...asked, auth_age: 61 })).toMatchObject({ decision: 'deny', step_up: { max_age: 60 } });
    expect(await explain({ ...asked, auth_age: 60 })).toMatchObject({ decision: 'allow' });
  });

  it('is for what there is', async () => {
    const missing = async (fields: object) => (await gatehouse.adminCall('POST', '/policy/explain', fields)).status;
    expect(await missing({ upstream: 'nowhere' })).toBe(404);
    expect(await missing({ upstream: open.name, client_id: 'nobody' })).toBe(404);
    expect(await missing({ upstream: open.name, user_id: '018f0000-0000-7000-8000-000000000000' })).toBe(404);
    expect(await missing({ upstream: open.name, tool: 'a', prompt: 'b' })).toBe(400);
    const before = await gatehouse.sql('SELECT count(*) FROM audit_events');
    await explain({ upstream: open.name });
    expect(await gatehouse.sql('SELECT count(*) FROM audit_events')).toEqual(before);
  });
});
