import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../demo/agent.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { createAccessKey, exchange, type TestAccessKey } from '../support/access-keys.js';
import { streaming } from '../support/event-streams.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { REPLICAS } from '../support/turns.js';

const REFUSED = 'The access key is not accepted.';

let gatehouse: TestGatehouse;
let server: RunningUpstream;
let upstream: RecordingUpstream;
const streams = new Set<ServerResponse>();
let resource: string;
let other: string;
let owner: { id: string };
let key: TestAccessKey;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ TRUSTED_PROXIES: '127.0.0.1' });
  upstream = await RecordingUpstream.start();
  upstream.answer = (request, response) => {
    if (request.method === 'GET') streams.add(response);
    streaming(request, response);
  };
  const { url } = upstream;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
  other = (await gatehouse.create('/upstreams', { name: 'other', kind: 'mcp', url })).resource;
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url, required_scopes: ['a2a'] });
  await gatehouse.create('/upstreams', { name: 'personal', kind: 'mcp', url, required_scopes: ['mcp', 'user'] });
  const endpoint = `${gatehouse.url}/api/v1/mcp/real`;
  server = await startModernMcpServer({
    issuer: gatehouse.url,
    jwksUrl: `${gatehouse.url}/oauth/jwks`,
    audience: endpoint,
  });
  await gatehouse.create('/upstreams', { name: 'real', kind: 'mcp', url: server.url });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.close();
  await upstream.stop();
});
beforeEach(async () => {
  owner = (await gatehouse.agent()).owner;
  key = await createAccessKey(gatehouse, owner.id);
});

const call = (credential: string, path = '/api/v1/mcp/tools', headers: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.request('POST', path, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}`, ...headers },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
const from = (address: string) => ({ 'x-forwarded-for': address });
const expectRefused = (answer: Answer, text = REFUSED) => {
  expect([answer.status, answer.body.error, answer.body.error_description]).toEqual([401, 'invalid_token', text]);
  expect(answer.headers.get('www-authenticate')).toContain('resource_metadata="');
};
const evidence = (kind: string, id = key.id) =>
  gatehouse.sql(
    `SELECT decision, reason, sub, act, client_id, sid, upstream FROM audit_events WHERE kind = $1 AND client_id = $2 ORDER BY id`,
    [kind, `access_key:${id}`],
  );
/** Waits for what no call waits for. */
const eventually = async <T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> => {
  for (let left = 100; ; left--) {
    const value = await read();
    if (holds(value) || left === 0) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const lastUsed = async () =>
  (await gatehouse.adminCall('GET', `/access-keys/${key.id}`)).body.last_used_at as string | null;

describe('an access key at the gate', () => {
  it('opens a real MCP server to the official client, which sees whose script it is', async () => {
    const client = new Client(
      { name: 'script', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    );
    const requestInit = { headers: { authorization: `Bearer ${key.text}` } };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${gatehouse.url}/api/v1/mcp/real`), { requestInit }),
    );
    const claims = JSON.parse(textOf(await client.callTool({ name: 'whoami', arguments: {} })));
    await client.close();
    const clientId = `access_key:${key.id}`;
    expect(claims).toMatchObject({ sub: owner.id, act: { sub: clientId }, client_id: clientId });
    expect(JSON.stringify(server.received)).not.toContain(key.text);
  });

  it('never reaches the server: a token minted for it does, and evidence says who acted', async () => {
    expect((await call(key.text)).status).toBe(200);
    const seen = upstream.last().headers;
    expect(JSON.stringify(seen)).not.toContain(key.text.slice(37));
    expect(claimsOf(seen.authorization ?? '')).toMatchObject({ sub: owner.id, aud: resource });
    const clientId = `access_key:${key.id}`;
    expect(await evidence('gate.call')).toEqual([
      {
        decision: 'allow',
        reason: expect.any(String),
        sub: owner.id,
        act: { sub: clientId },
        client_id: clientId,
        sid: key.sid,
        upstream: 'tools',
      },
    ]);
  });

  it('opens A2A agents as well, if it has the scope', async () => {
    const answer = await call(key.text, '/api/v1/agents/helper');
    expect([answer.status, answer.body.error]).toEqual([403, 'insufficient_scope']);
    const able = await createAccessKey(gatehouse, owner.id, { scope: 'a2a' });
    expect((await call(able.text, '/api/v1/agents/helper')).status).toBe(200);
  });

  it('opens the upstreams that it names, by any of their names, and no other', async () => {
    const bound = await createAccessKey(gatehouse, owner.id, { resources: [resource] });
    expect((await call(bound.text)).status).toBe(200);
    const alias = await fetch(`${gatehouse.url.replace('localhost', '127.0.0.1')}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bound.text}`, 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
    expect(alias.status).toBe(200);
    expectRefused(await call(bound.text, '/api/v1/mcp/other'));
    expect(await evidence('access_key.refused', bound.id)).toMatchObject([
      { decision: 'deny', reason: 'wrong resource', sub: owner.id },
    ]);
  });

  it('is told that there is no such server, as anybody is who is known', async () => {
    expect((await call(key.text, '/api/v1/mcp/nowhere')).status).toBe(404);
    expect((await call(`${key.text.slice(0, -1)}!`, '/api/v1/mcp/nowhere')).status).toBe(400);
  });

  it('tells when it was last used, to the minute', async () => {
    expect(await lastUsed()).toBeNull();
    await call(key.text);
    const first = await eventually(lastUsed, (at) => at !== null);
    expect(Date.parse(first ?? '')).toBeGreaterThan(gatehouse.clock.now() - 60_000);
    await call(key.text);
    gatehouse.clock.advance(61_000);
    await call(key.text);
    const second = await eventually(lastUsed, (at) => at !== first);
    expect(Date.parse(second ?? '') - Date.parse(first ?? '')).toBeGreaterThanOrEqual(60_000);
  });

  it('has a limit of its own', async () => {
    // Without Redis each process counts for itself.
    const limited = await TestGatehouse.start({ LIMIT_GATE_CLIENT: '2/60' }, undefined, 1);
    try {
      const person = (await limited.agent()).owner;
      const [one, two] = [await createAccessKey(limited, person.id), await createAccessKey(limited, person.id)];
      const status = async ({ text }: TestAccessKey) =>
        (await limited.request('POST', '/api/v1/mcp/nowhere', { headers: { authorization: `Bearer ${text}` } })).status;
      expect([await status(one), await status(one), await status(one), await status(two)]).toEqual([
        404, 404, 429, 404,
      ]);
    } finally {
      await limited.stop();
    }
  });
});

describe('where a key is accepted', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.77', '192.0.3.1'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['192.0.2.0/24', '::ffff:192.0.2.77', '::ffff:192.0.3.1'],
    ['2001:db8::/32', '2001:DB8:0::1', '2001:db9::1'],
    ['::ffff:192.0.2.7', '192.0.2.7', '::192.0.2.7'],
    ['0.0.0.0/0', '203.0.113.9', '2001:db8::1'],
  ])('%s holds %s and not %s', async (range, inside, outside) => {
    const bound = await createAccessKey(gatehouse, owner.id, { addresses: [range] });
    expect((await call(bound.text, undefined, from(inside))).status).toBe(200);
    expectRefused(await call(bound.text, undefined, from(outside)));
    const exchanged = async (address: string) =>
      (await exchange(gatehouse, bound.text, { resource }, { headers: from(address) })).status;
    expect([await exchanged(inside), await exchanged(outside)]).toEqual([200, 401]);
    expect(await evidence('access_key.refused', bound.id)).toMatchObject([{ reason: 'wrong address' }]);
  });

  it('is not chosen by the caller: what stands before the last untrusted hop is hearsay', async () => {
    const bound = await createAccessKey(gatehouse, owner.id, { addresses: ['192.0.2.0/24'] });
    expectRefused(await call(bound.text, undefined, from('192.0.2.7, 203.0.113.9')));
    expectRefused(await call(bound.text, undefined, { forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' }));
    expect((await call(bound.text, undefined, from('203.0.113.9, 192.0.2.7'))).status).toBe(200);
  });

  it('is not the admin API, userinfo or introspection', async () => {
    const root = await gatehouse.sql<{ id: string }>(`SELECT id FROM users WHERE email = 'root@example.test'`);
    const best = await createAccessKey(gatehouse, root[0]!.id, { scope: 'user service a2a mcp anonymous' });
    const headers = { authorization: `Bearer ${best.text}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status).toBe(401);
    expect((await gatehouse.request('GET', '/oauth/userinfo', { headers })).status).toBe(401);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const caller = { headers: { ...headers, ...form }, body: `token=${best.text}` };
    expect((await gatehouse.request('POST', '/oauth/introspect', caller)).status).toBe(401);
    const client = await gatehouse.agent();
    const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
    const asked = await gatehouse.request('POST', '/oauth/introspect', {
      headers: { authorization, ...form },
      body: new URLSearchParams({ token: best.text }).toString(),
    });
    expect([asked.status, asked.body]).toEqual([200, { active: false }]);
  });
});

describe('a key that is worth nothing any more', () => {
  const ends: [string, string, () => Promise<unknown>][] = [
    ['was revoked', 'closed', () => gatehouse.adminCall('DELETE', `/access-keys/${key.id}`)],
    ['lost its session', 'closed', () => gatehouse.adminCall('DELETE', `/sessions/${key.sid}`)],
    ['lost its owner', 'closed', () => gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status: 'inactive' })],
    [
      'has an owner who lost a role',
      'closed',
      () => gatehouse.adminCall('PATCH', `/users/${owner.id}`, { roles: ['anonymous'] }),
    ],
    [
      'has an owner whom only the database knows to be inactive',
      'owner is not active',
      () => gatehouse.sql(`UPDATE users SET status = 'inactive' WHERE id = $1`, [owner.id]),
    ],
    ['has no session', 'closed', () => gatehouse.sql('DELETE FROM sessions WHERE id = $1', [key.sid])],
  ];

  it.each(ends)('because it %s: with all it was exchanged for, at once', async (what, reason, end) => {
    const token = (await exchange(gatehouse, key.text, { resource })).body.access_token;
    expect([(await call(key.text)).status, (await call(token)).status]).toEqual([200, 200]);
    await end();
    for (let count = 0; count < 3; count++) expectRefused(await call(key.text));
    if (what !== 'has no session') expect((await call(token)).status).toBe(401);
    expect((await exchange(gatehouse, key.text, { resource })).status).toBe(401);
    const told = { decision: 'deny', reason, sub: owner.id, sid: key.sid };
    // Once by each process, for a while.
    expect(await evidence('access_key.refused')).toMatchObject(Array.from({ length: REPLICAS }, () => told));
  });

  it('does not come to life again with its owner', async () => {
    for (const status of ['inactive', 'active']) await gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status });
    expectRefused(await call(key.text));
  });

  it('because its time is over', async () => {
    const brief = await createAccessKey(gatehouse, owner.id, {}, 60);
    const { body } = await exchange(gatehouse, brief.text, { resource });
    expect(body.expires_in).toBeLessThanOrEqual(60);
    gatehouse.clock.advance(61_000);
    expectRefused(await call(brief.text));
    expect(await evidence('access_key.refused', brief.id)).toMatchObject([{ reason: 'expired' }]);
    gatehouse.clock.advance(30_000);
    expect((await call(body.access_token)).status).toBe(401);
  });

  it('because nobody knows it any more', async () => {
    await gatehouse.adminCall('DELETE', `/users/${owner.id}`);
    expectRefused(await call(key.text));
  });

  it('cuts off the stream that it had opened, and leaves those of others alone', async () => {
    const open = async (credential: string) => {
      const headers = { authorization: `Bearer ${credential}`, accept: 'text/event-stream' };
      const response = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, { headers });
      expect(response.status).toBe(200);
      const reader = response.body!.getReader();
      await reader.read();
      return reader;
    };
    const good = await createAccessKey(gatehouse, (await gatehouse.agent()).owner.id);
    const [kept, doomed] = [await open(good.text), await open(key.text)];
    await gatehouse.adminCall('DELETE', `/access-keys/${key.id}`);
    const rest = async () => {
      while (!(await doomed.read()).done);
    };
    expect(await rest().catch(() => undefined)).toBeUndefined();
    // One look saw both.
    for (const stream of streams) stream.write(': still there\n\n');
    expect(Buffer.from((await kept.read()).value ?? []).toString()).toBe(': still there\n\n');
    await kept.cancel();
  });
});

describe('what a key may do', () => {
  it('is in the user tier what its owner still may, at each use', async () => {
    const personal = await createAccessKey(gatehouse, owner.id, { scope: 'user mcp' });
    const path = '/api/v1/mcp/personal';
    expect((await call(personal.text, path)).status).toBe(200);
    // No API takes a role away and leaves the sessions open.
    await gatehouse.sql(`UPDATE users SET roles = '{}' WHERE id = $1`, [owner.id]);
    const answer = await call(personal.text, path);
    expect([answer.status, answer.body.error]).toEqual([403, 'insufficient_scope']);
    expect((await call(personal.text)).status).toBe(200);
    expect((await exchange(gatehouse, personal.text, { resource, scope: 'user' })).status).toBe(400);
    expect((await exchange(gatehouse, personal.text, { resource })).body.scope).toBe('mcp');
  });

  it('is the same for scopes that administrators made', async () => {
    await gatehouse.create('/scopes', { name: 'reports', tier: 'user', description: 'Read reports' });
    const { owner: analyst } = await gatehouse.agent({}, { roles: ['reports'] });
    const theirs = await createAccessKey(gatehouse, analyst.id, { scope: 'reports mcp' });
    expect((await exchange(gatehouse, theirs.text, { resource })).body.scope).toBe('mcp reports');
    await gatehouse.sql(`UPDATE users SET roles = '{}' WHERE id = $1`, [analyst.id]);
    expect((await exchange(gatehouse, theirs.text, { resource })).body.scope).toBe('mcp');
  });
});

describe('an access key exchanged for a token', () => {
  it('gives a token of ours for one resource, whose session is a child of the key’s', async () => {
    const answer = await exchange(gatehouse, key.text, { resource });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 300, scope: 'mcp' },
    });
    expect(Object.keys(answer.body)).toHaveLength(4);
    const clientId = `access_key:${key.id}`;
    const claims = claimsOf(answer.body.access_token);
    expect(claims).toMatchObject({
      sub: owner.id,
      aud: resource,
      client_id: clientId,
      act: { sub: clientId },
      scope: 'mcp',
    });
    const session = (await gatehouse.adminCall('GET', `/sessions/${claims.sid}`)).body;
    expect(session).toMatchObject({ parent_id: key.sid, source: 'api', client_id: clientId, audience: [resource] });
    expect((await call(answer.body.access_token)).status).toBe(200);
    expect((await call(answer.body.access_token, '/api/v1/mcp/other')).status).toBe(401);
    expect(
      (
        await gatehouse.request('GET', '/api/v1/admin/users', {
          headers: { authorization: `Bearer ${answer.body.access_token}` },
        })
      ).status,
    ).toBe(401);
    expect(await evidence('token.issued')).toMatchObject([
      { decision: 'allow', sub: owner.id, act: { sub: clientId } },
    ]);
  });

  it('can be introspected by the server that it is for', async () => {
    const { body } = await exchange(gatehouse, key.text, { resource });
    const reader = await gatehouse.agent({ introspects: [resource] });
    const authorization = `Basic ${Buffer.from(`${reader.id}:${reader.secret}`).toString('base64')}`;
    const asked = await gatehouse.request('POST', '/oauth/introspect', {
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: body.access_token }).toString(),
    });
    expect(asked.body).toMatchObject({ active: true, sub: owner.id, client_id: `access_key:${key.id}` });
  });

  it('can be passed on by a client of the same owner, which ends with the key; the key itself cannot', async () => {
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const grant = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const client = await gatehouse.create('/clients', {
      client_name: 'Helper',
      kind: 'agent',
      owner_id: owner.id,
      grant_types: [grant],
      scope: 'mcp a2a user',
    });
    const passOn = (subject_token: string) =>
      gatehouse.token(
        { grant_type: grant, subject_token, subject_token_type: type },
        { id: client.client_id, secret: client.client_secret },
      );
    expect((await passOn(key.text)).status).toBe(400);
    const { body } = await passOn((await exchange(gatehouse, key.text, { resource })).body.access_token);
    expect(claimsOf(body.access_token)).toMatchObject({
      sub: owner.id,
      aud: resource,
      scope: 'mcp',
      act: { sub: client.client_id, act: { sub: `access_key:${key.id}` } },
    });
    expect((await call(body.access_token)).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/access-keys/${key.id}`);
    expect((await call(body.access_token)).status).toBe(401);
  });

  it('takes the one resource of the key when none is named', async () => {
    const bound = await createAccessKey(gatehouse, owner.id, { resources: [resource] });
    const { body } = await exchange(gatehouse, bound.text);
    expect(claimsOf(body.access_token).aud).toBe(resource);
  });

  it('is never more than the key', async () => {
    const bound = await createAccessKey(gatehouse, owner.id, { resources: [resource], scope: 'user mcp' });
    expect((await exchange(gatehouse, bound.text, { scope: 'anonymous' })).body.scope).toBe('anonymous');
    const cases: [string, unknown, string[]][] = [
      [bound.text, { resource: other }, ['/resource']],
      [bound.text, { scope: 'mcp admin' }, ['/scope']],
      [bound.text, { scope: 'service' }, ['/scope']],
      [bound.text, { scope: 'openid', resource: gatehouse.url }, ['/resource', '/scope']],
      [bound.text, { scope: '', resource: null }, ['/resource', '/scope']],
      [bound.text, { audience: other }, ['/audience']],
      [key.text, {}, ['/resource']],
      [key.text, { resource: gatehouse.url }, ['/resource']],
      [key.text, { resource: `${gatehouse.url}/api/v1/mcp/nowhere` }, ['/resource']],
      [key.text, { resource: 'tools' }, ['/resource']],
      [key.text, { resource: [resource] }, ['/resource']],
    ];
    for (const [text, body, pointers] of cases) {
      const answer = await exchange(gatehouse, text, body);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
      expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
    }
  });

  it('asks for a key and nothing else', async () => {
    const nothing = await gatehouse.request('POST', '/api/v1/access-keys/token', {
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([nothing.status, nothing.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="gatehouse"']);
    const token = (await exchange(gatehouse, key.text, { resource })).body.access_token;
    for (const wrong of [token, await gatehouse.admin(), 'nonsense']) {
      const answer = await exchange(gatehouse, wrong, { resource });
      expect([answer.status, answer.body.detail]).toEqual([401, REFUSED]);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('says what is wrong with a body that is none', async () => {
    for (const [type, body, status] of [
      ['text/plain', '{}', 415],
      ['application/json', '[]', 400],
      ['application/json', '{"scope":"mcp","scope":"user"}', 400],
    ] as const) {
      const headers = { authorization: `Bearer ${key.text}`, 'content-type': type };
      expect((await gatehouse.request('POST', '/api/v1/access-keys/token', { headers, body })).status).toBe(status);
    }
  });

  it('has a limit of its own', async () => {
    // Without Redis each process counts for itself.
    const limited = await TestGatehouse.start({ LIMIT_TOKEN_CLIENT: '2/60' }, undefined, 1);
    try {
      const person = (await limited.agent()).owner;
      const [one, two] = [await createAccessKey(limited, person.id), await createAccessKey(limited, person.id)];
      const statuses = [];
      for (const { text } of [one, one, one, two]) statuses.push((await exchange(limited, text)).status);
      expect(statuses).toEqual([400, 400, 429, 400]);
    } finally {
      await limited.stop();
    }
  });
});

describe('attacks', () => {
  const flipped = (text: string) => (text.endsWith('A') ? 'B' : 'A');
  const forgeries: [string, (mine: string, theirs: string) => string][] = [
    ['somebody else’s prefix with a secret of one’s own', (mine, theirs) => theirs.slice(0, 36) + mine.slice(36)],
    ['a key cut short', (mine) => mine.slice(0, -1)],
    ['a key made longer', (mine) => `${mine}A`],
    ['a padded key', (mine) => `${mine}=`],
    ['another spelling of its last character', (mine) => mine.slice(0, -1) + flipped(mine)],
    ['the prefix alone', (mine) => mine.slice(0, 36)],
    ['the prefix with an empty secret', (mine) => mine.slice(0, 37)],
    ['the secret in upper case', (mine) => mine.slice(0, 37) + mine.slice(37).toUpperCase()],
    ['the id in upper case', (mine) => `ghk_${mine.slice(4, 36).toUpperCase()}${mine.slice(36)}`],
    ['the id with dashes', (mine) => `ghk_${mine.slice(4, 12)}-${mine.slice(12)}`],
    ['an id of zeros', (mine) => `ghk_${'0'.repeat(32)}${mine.slice(36)}`],
    ['two keys in one', (mine, theirs) => `${mine}.${theirs}`],
    ['fifteen thousand characters', (mine) => mine + 'A'.repeat(15_000 - mine.length)],
  ];

  it.each(forgeries)('%s is not accepted', async (_what, forge) => {
    const theirs = await createAccessKey(gatehouse, (await gatehouse.agent()).owner.id);
    const forged = forge(key.text, theirs.text);
    expect(forged).not.toBe(key.text);
    expectRefused(await call(forged));
    expect((await exchange(gatehouse, forged, { resource })).status).toBe(401);
    // Nobody who guesses fills the record.
    expect(await evidence('access_key.refused')).toEqual([]);
    expect(await evidence('access_key.refused', theirs.id)).toEqual([]);
  });

  it('a mark in upper case is no key, and no token either', async () => {
    expectRefused(await call(key.text.toUpperCase()), 'The token is not a JWT.');
  });

  it('what is no credential at all is malformed', async () => {
    for (const wrong of [`${key.text} ${key.text}`, `${key.text},`, `${key.text}%00`]) {
      expect((await call(wrong)).status).toBe(400);
    }
    const nul = await rawStatus(
      `POST /api/v1/mcp/tools HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key.text}\0\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(nul).toBe(400);
    const huge = await rawStatus(
      `POST /api/v1/mcp/tools HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key.text}${'A'.repeat(20_000)}\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(huge).toBe(431);
  });

  it('a key elsewhere than in the header is no credential (OAuth 2.1 §5.1)', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const json = { 'content-type': 'application/json' };
    for (const [path, init] of [
      [`/api/v1/mcp/tools?access_token=${key.text}`, { headers: json, body }],
      [`/api/v1/mcp/tools?access_key=${key.text}`, { headers: json, body }],
      [
        '/api/v1/mcp/tools',
        { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `access_token=${key.text}` },
      ],
      ['/api/v1/mcp/tools', { headers: { ...json, 'x-api-key': key.text }, body }],
      [
        '/api/v1/mcp/tools',
        { headers: { ...json, authorization: `Basic ${Buffer.from(`${key.text}:`).toString('base64')}` }, body },
      ],
      ['/api/v1/mcp/tools', { headers: { ...json, cookie: `access_token=${key.text}` }, body }],
    ] as const) {
      const answer = await gatehouse.request('POST', path, init);
      expect([answer.status, answer.body]).toEqual([401, {}]);
    }
  });

  it('no log line has ever held a secret', async () => {
    await call(key.text);
    await call(`${key.text}A`);
    await exchange(gatehouse, key.text, { resource, scope: 'nonsense' });
    const secrets = await gatehouse.sql<{ hash: string }>('SELECT hash FROM access_keys');
    const log = gatehouse.logLines.join('');
    expect(log).toContain('access_key.refused');
    expect(log).not.toContain(key.text.slice(37));
    for (const { hash } of secrets) expect(log).not.toContain(hash);
  });
});

async function rawStatus(text: string): Promise<number> {
  const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1');
  socket.write(text);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('data', (data) => resolve(data.toString())).once('error', reject);
  });
  socket.destroy();
  return Number(answer.split(' ')[1]);
}
