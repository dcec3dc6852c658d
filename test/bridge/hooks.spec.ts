import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { expectWrong, problemOf } from '../admin/problems.js';
import { deviceToken, hookToken, provision } from '../support/devices.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';

/** A person's hook client, and how it asks for tokens. */
interface Host {
  readonly person: TestPerson;
  readonly id: string;
  readonly token: (form?: Record<string, string>) => Promise<string>;
}

let gatehouse: TestGatehouse;
let host: Host;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: '100' });
  const url = 'http://127.0.0.1:9/';
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  await gatehouse.create('/upstreams', { name: 'closed', kind: 'mcp', url, default: 'deny' });
  await gatehouse.create('/upstreams', { name: 'asleep', kind: 'mcp', url, status: 'inactive' });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url });
  host = await newHost();
});
afterAll(() => gatehouse.stop());

async function newHost(): Promise<Host> {
  const person = await createPerson(gatehouse);
  const { body: client } = await provision(gatehouse, await deviceToken(gatehouse, person));
  const token = async (form?: Record<string, string>): Promise<string> => {
    const answer = await hookToken(gatehouse, client, form);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    return answer.body.access_token as string;
  };
  return { person, id: client.client_id as string, token };
}
const send = (name: string, token: string, body: string): Promise<Answer> =>
  gatehouse.request('POST', `/api/v1/hooks/${name}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
const question = (fields: object = {}): Record<string, unknown> => ({
  call_id: randomUUID(),
  plugin_id: 'bridge',
  upstream: 'tools',
  tool: 'read',
  ...fields,
});
const report = (fields: object = {}): Record<string, unknown> => question({ outcome: 'ok', ...fields });
const govern = async (body: object, token?: string): Promise<Answer> =>
  send('govern', token ?? (await host.token()), JSON.stringify(body));
const track = async (body: object, token?: string): Promise<Answer> =>
  send('track', token ?? (await host.token()), JSON.stringify(body));
function answered(answer: Answer) {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body;
}
const evidenceOf = (callId: unknown) =>
  gatehouse.sql<{ id: string; kind: string; decision: string; reason: string; detail: Record<string, unknown> }>(
    `SELECT * FROM audit_events WHERE detail->>'call_id' = $1 ORDER BY id`,
    [callId],
  );

describe('a question', () => {
  it('is answered as the gate would decide, and was recorded before', async () => {
    const token = await host.token();
    const asked = question({ arguments: { path: '/etc/hosts' }, session_id: 'host session', host: 'desk' });
    const answer = await govern(asked, token);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = answered(answer);
    expect(body).toEqual({
      decision: 'allow',
      reason: 'default of upstream tools',
      evidence_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      policy_version: '0',
      expires_at: new Date(claimsOf(token).exp * 1000).toISOString(),
    });
    expect(await evidenceOf(asked['call_id'])).toMatchObject([
      {
        id: body.evidence_id,
        kind: 'hook.governed',
        decision: 'allow',
        reason: body.reason,
        sub: host.person.id,
        act: { sub: host.id },
        client_id: host.id,
        sid: claimsOf(token).sid,
        upstream: 'tools',
        tool: 'read',
        policy_version: '0',
        detail: {
          plugin_id: 'bridge',
          method: 'tools/call',
          arguments: expect.stringMatching(/^[\w-]{43}$/),
          said: { session_id: 'host session', host: 'desk' },
        },
      },
    ]);
  });

  it('leaves no argument anywhere, and equal ones have one hash, however they are written', async () => {
    const token = await host.token();
    const ask = async (given: string): Promise<unknown> => {
      const call = question();
      const text = JSON.stringify(call).replace(/}$/, `,"arguments":${given}}`);
      answered(await send('govern', token, text));
      return (await evidenceOf(call['call_id']))[0]?.detail['arguments'];
    };
    const first = await ask('{"password":"hunter2-very-secret","n":9007199254740993}');
    expect(await ask(' { "n": 9007199254740993, "pass\\u0077ord" : "hunter2-very-secret"}')).toBe(first);
    expect(await ask('{"password":"hunter2-very-secret","n":9007199254740992}')).not.toBe(first);
    const stored = await gatehouse.sql(
      'SELECT (SELECT json_agg(e) FROM audit_events e), (SELECT json_agg(h) FROM hook_calls h)',
    );
    expect(JSON.stringify(stored) + gatehouse.logLines.join('')).not.toContain('hunter2');
  });

  it.each<[string, unknown, string]>([
    ['an MCP server that is closed', 'closed', 'default of upstream closed'],
    ['an MCP server that nobody knows', 'nowhere', 'there is no such MCP server'],
    ['what cannot be the name of one', 'No such name!', 'there is no such MCP server'],
    ['an agent', 'helper', 'there is no such MCP server'],
    ['an MCP server that is switched off', 'asleep', 'the MCP server is switched off'],
    ['a tool of the host’s own', null, 'no policy covers tools that are not of an MCP server'],
  ])('about %s is denied, with the reason', async (_, name, reason) => {
    const asked = question({ upstream: name });
    const body = answered(await govern(asked));
    expect(body).toEqual({
      decision: 'deny',
      reason,
      evidence_id: expect.any(String),
      policy_version: '0',
    });
    expect(await evidenceOf(asked['call_id'])).toMatchObject([
      { id: body.evidence_id, decision: 'deny', reason, upstream: name, tool: 'read' },
    ]);
  });

  it('may name arguments as every tool does', async () => {
    const asked = question({ arguments: { constructor: 1, toString: 2, user_id: 3, nested: { call_id: [] } } });
    expect(answered(await govern(asked)).decision).toBe('allow');
    const text = JSON.stringify(question()).replace(/}$/, ',"arguments":{"__proto__":{"a":1}}}');
    expect(answered(await send('govern', await host.token(), text)).decision).toBe('allow');
  });

  it.each<[string, object, string]>([
    ['no id', { call_id: undefined }, '/call_id'],
    ['an id that is too long', { call_id: 'a'.repeat(201) }, '/call_id'],
    ['an id with a space', { call_id: 'a b' }, '/call_id'],
    ['no plugin', { plugin_id: undefined }, '/plugin_id'],
    ['an upstream that is no text', { upstream: 5 }, '/upstream'],
    ['no tool', { tool: undefined }, '/tool'],
    ['an empty tool', { tool: '' }, '/tool'],
    ['a NUL in the tool', { tool: 'a\u0000' }, '/tool'],
    ['a tool that is too long', { tool: 'a'.repeat(2049) }, '/tool'],
    ['a list of arguments', { arguments: [1] }, '/arguments'],
    ['a text for arguments', { arguments: '{}' }, '/arguments'],
    ['a control character in the session', { session_id: 'a\nb' }, '/session_id'],
    ['a host that is too long', { host: 'a'.repeat(201) }, '/host'],
    ['somebody else', { user_id: randomUUID() }, '/user_id'],
    ['a subject', { sub: 'x' }, '/sub'],
  ])('with %s is 400, which names it', async (_, fields, pointer) => {
    expectWrong(await govern(question(fields)), pointer);
  });

  it.each<[string, string, number]>([
    ['a member twice', '{"call_id":"a","call_id":"b"}', 400],
    ['a list', '[]', 400],
    ['nothing', '', 400],
    ['depth', `{"arguments":${'['.repeat(80)}${']'.repeat(80)}}`, 400],
    ['a lone surrogate', '{"tool":"\\ud800"}', 400],
    ['more than a mebibyte', JSON.stringify({ arguments: { a: 'x'.repeat(1024 * 1024) } }), 413],
  ])('that is %s is refused', async (_, text, status) => {
    problemOf(await send('govern', await host.token(), text), status);
  });
});

describe('a call id', () => {
  it('has the same answer to the same question while the token lives', async () => {
    const token = await host.token();
    const asked = question({ arguments: { b: 1, a: [2] } });
    const first = answered(await govern(asked, token));
    expect(answered(await govern({ ...asked, arguments: { a: [2], b: 1 } }, token))).toEqual(first);
    // Another token of the same client may know, too; for it nothing lasts longer.
    expect(answered(await govern(asked)).evidence_id).toBe(first.evidence_id);
    expect(await evidenceOf(asked['call_id'])).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['tool', { tool: 'write' }],
    ['upstream', { upstream: 'closed' }],
    ['tool of the host', { upstream: null }],
    ['argument', { arguments: { a: 2 } }],
    ['set of arguments', { arguments: {} }],
    ['session', { session_id: 'other' }],
    ['host', { host: 'other' }],
  ])('is refused for another %s, be it allowed or denied', async (_, other) => {
    for (const name of ['tools', 'asleep']) {
      const asked = question({ upstream: name, arguments: { a: 1 } });
      answered(await govern(asked));
      problemOf(await govern({ ...asked, ...other }), 409);
      expect(await evidenceOf(asked['call_id'])).toHaveLength(1);
    }
  });

  it('is decided and recorded anew when the token that asked has ended', async () => {
    const asked = question();
    const token = await host.token();
    const first = answered(await govern(asked, token));
    gatehouse.clock.advance(claimsOf(token).exp * 1000 - gatehouse.clock.now());
    const second = answered(await govern(asked, await host.token()));
    expect(second.evidence_id).not.toBe(first.evidence_id);
    expect(Date.parse(second.expires_at as string)).toBeGreaterThan(Date.parse(first.expires_at as string));
  });

  it('is decided anew when the session of the token that asked was closed', async () => {
    const asked = question();
    const token = await host.token();
    const first = answered(await govern(asked, token));
    expect((await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`)).status).toBe(204);
    problemOf(await govern(asked, token), 401);
    const second = answered(await govern(asked));
    expect(second.evidence_id).not.toBe(first.evidence_id);
  });

  it('that was denied is decided and recorded anew each time', async () => {
    const token = await host.token();
    const { id } = await gatehouse.create('/upstreams', {
      name: 'moody',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/',
      default: 'deny',
    });
    const asked = question({ upstream: 'moody' });
    const ids = [answered(await govern(asked, token)).evidence_id, answered(await govern(asked, token)).evidence_id];
    expect(new Set(ids).size).toBe(2);
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { default: 'allow' });
    const allowed = answered(await govern(asked, token));
    expect(allowed.decision).toBe('allow');
    // From now on it stands, whatever becomes of the server, until the token ends.
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { default: 'deny' });
    expect(answered(await govern(asked, token))).toEqual(allowed);
    expect((await evidenceOf(asked['call_id'])).map(({ decision }) => decision)).toEqual(['deny', 'deny', 'allow']);
    gatehouse.clock.advance(claimsOf(token).exp * 1000 - gatehouse.clock.now());
    expect(answered(await govern(asked)).decision).toBe('deny');
  });

  it('means nothing to other people, clients and plugins', async () => {
    const asked = question();
    const first = answered(await govern(asked));
    const other = await newHost();
    const theirs = answered(await govern({ ...asked, tool: 'write' }, await other.token()));
    expect(theirs.evidence_id).not.toBe(first.evidence_id);
    await gatehouse.adminCall('PATCH', `/clients/${encodeURIComponent(host.id)}`, { plugin_ids: ['bridge', 'second'] });
    const second = await govern(
      { ...asked, plugin_id: 'second', tool: 'list' },
      await host.token({ plugin_id: 'second' }),
    );
    expect(answered(second).evidence_id).not.toBe(first.evidence_id);
  });

  it('is forgotten after a day', async () => {
    const asked = question();
    answered(await govern(asked));
    gatehouse.clock.advance(86_400_000);
    expect(answered(await govern({ ...asked, tool: 'write' })).decision).toBe('allow');
    gatehouse.clock.advance(86_400_001);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await gatehouse.sql('SELECT 1 FROM hook_calls')).toEqual([]);
  });
});

describe('a report', () => {
  it('is recorded with the decision before it', async () => {
    const asked = question();
    const { evidence_id: governed } = answered(await govern(asked));
    const answer = await track({
      ...asked,
      outcome: 'error',
      duration_ms: 12.5,
      started_at: '2030-01-31T12:00:00Z',
      error: 'timeout',
    });
    const { evidence_id, ...more } = answered(answer);
    expect([more, answer.headers.get('cache-control')]).toEqual([{}, 'no-store']);
    expect((await evidenceOf(asked['call_id']))[1]).toMatchObject({
      id: evidence_id,
      kind: 'hook.tracked',
      decision: 'done',
      sub: host.person.id,
      client_id: host.id,
      upstream: 'tools',
      tool: 'read',
      detail: {
        outcome: 'error',
        duration_ms: 12.5,
        started_at: '2030-01-31T12:00:00Z',
        error: 'timeout',
        governed: 'allow',
        governed_by: governed,
      },
    });
  });

  it('of what nobody asked about says so, and of what was denied', async () => {
    const unasked = report({ upstream: undefined });
    answered(await track(unasked));
    expect(await evidenceOf(unasked['call_id'])).toMatchObject([
      { kind: 'hook.tracked', upstream: null, detail: { outcome: 'ok', governed: null, governed_by: null } },
    ]);
    // Whoever asks afterwards is answered, and both are on record in their order.
    expect(answered(await govern(question({ call_id: unasked['call_id'] }))).decision).toBe('allow');
    const denied = question({ upstream: 'closed' });
    const { evidence_id } = answered(await govern(denied));
    answered(await track({ ...denied, outcome: 'ok' }));
    expect((await evidenceOf(denied['call_id']))[1]?.detail).toMatchObject({
      governed: 'deny',
      governed_by: evidence_id,
    });
  });

  it('that comes again changes nothing, and has the same evidence', async () => {
    const told = report({ call_id: randomUUID() });
    const first = answered(await track(told));
    expect(answered(await track(told))).toEqual(first);
    expect(answered(await track({ ...told, outcome: 'error' }))).toEqual(first);
    expect(await evidenceOf(told['call_id'])).toHaveLength(1);
  });

  it('keeps no text of an error, which may repeat what the call was about', async () => {
    const told = report({ outcome: 'error', error: 'no such file: /home/ada/secret-plans.txt' });
    answered(await track(told));
    const [row] = await evidenceOf(told['call_id']);
    expect(JSON.stringify(row)).not.toContain('secret-plans');
    expect(row?.detail['error_hash']).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, object, string]>([
    ['no outcome', { outcome: undefined }, '/outcome'],
    ['another outcome', { outcome: 'fine' }, '/outcome'],
    ['a negative duration', { duration_ms: -1 }, '/duration_ms'],
    ['a duration in words', { duration_ms: '5' }, '/duration_ms'],
    ['a duration without end', { duration_ms: 1e300 }, '/duration_ms'],
    ['a time that is none', { started_at: 'yesterday' }, '/started_at'],
    ['an error that is no text', { error: {} }, '/error'],
    ['an error that is too long', { error: 'x'.repeat(10_001) }, '/error'],
    ['somebody else', { user_id: randomUUID() }, '/user_id'],
    ['arguments', { arguments: {} }, '/arguments'],
  ])('with %s is 400, which names it', async (_, fields, pointer) => {
    expectWrong(await track(report(fields)), pointer);
  });
});

describe('a hook’s token', () => {
  const each = ['govern', 'track'];

  it.each(each)('must be there, and for hooks: %s', async (name) => {
    const body = JSON.stringify(name === 'govern' ? question() : report());
    problemOf(await gatehouse.request('POST', `/api/v1/hooks/${name}`, { body }), 401);
    const device = await deviceToken(gatehouse, host.person);
    for (const token of [await gatehouse.admin(), device]) problemOf(await send(name, token, body), 401);
  });

  it.each(each)('must have the scope: %s', async (name) => {
    const other = name === 'govern' ? 'hook:track' : 'hook:govern';
    const token = await host.token({ plugin_id: 'bridge', scope: other });
    const answer = await send(name, token, JSON.stringify(name === 'govern' ? question() : report()));
    problemOf(answer, 403);
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
  });

  it.each(each)('must be for the plugin that asks: %s', async (name) => {
    const fields = name === 'govern' ? question() : report();
    problemOf(await send(name, await host.token(), JSON.stringify({ ...fields, plugin_id: 'other' })), 403);
    problemOf(await send(name, await host.token({}), JSON.stringify(fields)), 403);
    expect(await evidenceOf(fields['call_id'])).toEqual([]);
  });

  it.each(each)('is good for nothing else, and for nothing once its client is deactivated: %s', async (name) => {
    const other = await newHost();
    const token = await other.token();
    for (const path of ['/api/v1/mcp/tools', '/api/v1/bridge/oauth-client'])
      expect((await gatehouse.request('POST', path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
        401,
      );
    await gatehouse.adminCall('PATCH', `/clients/${encodeURIComponent(other.id)}`, { status: 'inactive' });
    problemOf(await send(name, token, JSON.stringify(name === 'govern' ? question() : report())), 401);
  });

  it('is looked at once more when the body has come', async () => {
    const token = await host.token();
    const body = JSON.stringify(question());
    const slow = httpRequest(`${gatehouse.url}/api/v1/hooks/govern`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    });
    const status = new Promise<number | undefined>((resolve, reject) => {
      slow.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    const admitted = new Promise((resolve) => slow.on('continue', resolve));
    slow.flushHeaders();
    await admitted;
    slow.write(body.slice(0, 5));
    // By the time that another request is answered, the token of this one was looked at.
    answered(await govern(question(), token));
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`);
    slow.end(body.slice(5));
    expect(await status).toBe(401);
  });

  it('can be of any client that an administrator lets ask', async () => {
    const agent = await gatehouse.agent({
      scope: 'hook:govern',
      audiences: ['hook'],
      plugin_ids: ['mine'],
      subject: 'client',
    });
    const token = await gatehouse.accessToken(agent.id, agent.secret, { audience: 'hook', plugin_id: 'mine' });
    const asked = question({ plugin_id: 'mine' });
    expect(answered(await govern(asked, token)).decision).toBe('allow');
    expect(await evidenceOf(asked['call_id'])).toMatchObject([{ sub: agent.id, client_id: agent.id }]);
  });
});

describe('nothing is allowed', () => {
  it('when it cannot be recorded', async () => {
    const token = await host.token();
    const asked = question();
    await gatehouse.sql('ALTER TABLE audit_events ADD CONSTRAINT no_more CHECK (kind <> $$hook.governed$$) NOT VALID');
    try {
      expect((await govern(asked, token)).status).toBe(500);
    } finally {
      await gatehouse.sql('ALTER TABLE audit_events DROP CONSTRAINT no_more');
    }
    expect(
      await gatehouse.sql('SELECT 1 FROM hook_calls h WHERE h.evidence_id NOT IN (SELECT id FROM audit_events)'),
    ).toEqual([]);
    expect(answered(await govern(asked, token)).decision).toBe('allow');
  });
});
