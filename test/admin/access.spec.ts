import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { problemOf } from './problems.js';

const ID = '01a1fd24-8d08-76cc-91f4-526bf06dbcd1';
const resources = [
  ['users', `users/${ID}`],
  ['clients', `clients/${ID}`],
  [`clients/${ID}/secrets`, `clients/${ID}/secrets/${ID}`],
  ['scopes', 'scopes/x'],
  ['upstreams', `upstreams/${ID}`],
  ['sessions', `sessions/${ID}`],
  ['issuers', `issuers/${ID}`],
  [`issuers/${ID}/rules`, `issuers/${ID}/rules/${ID}`],
  [`users/${ID}/identities`, `users/${ID}/identities/${ID}`],
] as const;
const routes = resources.flatMap(([list, one]) => [
  ['GET', list],
  ...(list === 'sessions' ? [] : [['POST', list]]),
  ...(/secrets$|identities$/.test(list) ? [] : [['GET', one]]),
  ...(/^(users|clients|upstreams|issuers)$|rules$/.test(list) ? [['PATCH', one]] : []),
  ...(list === 'issuers' ? [['POST', 'issuers/doctor']] : []),
  ['DELETE', one],
]) as [string, string][];

let gatehouse: TestGatehouse;
let userToken: string;
let mereScope: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const agent = await gatehouse.agent({ scope: 'user mcp' });
  userToken = await gatehouse.accessToken(agent.id, agent.secret, { scope: 'user' });
  const fallen = await gatehouse.agent({ scope: 'admin' }, { roles: ['admin'] });
  mereScope = await gatehouse.accessToken(fallen.id, fallen.secret, { scope: 'admin' });
  // Behind the API's back, which would close the session: the guard asks for the role by itself.
  await gatehouse.sql(`UPDATE users SET roles = '{user}' WHERE id = $1`, [fallen.owner.id]);
});
afterAll(() => gatehouse.stop());

const call = (method: string, path: string, headers: Record<string, string> = {}) =>
  gatehouse.request(method, `/api/v1/admin/${path}`, { headers });

describe.each(routes)('%s /%s', (method, path) => {
  it('is 401 without a token, and says how one is presented', async () => {
    const answer = await call(method, path);
    problemOf(answer, 401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
  });

  it.each(['garbage', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.'])('is 401 with %s for a token', async (token) => {
    const answer = await call(method, path, { authorization: `Bearer ${token}` });
    problemOf(answer, 401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('is 403 for a token with scope user', async () => {
    const answer = await call(method, path, { authorization: `Bearer ${userToken}` });
    problemOf(answer, 403);
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('is 403 for a token with scope admin whose person is no administrator any more', async () => {
    problemOf(await call(method, path, { authorization: `Bearer ${mereScope}` }), 403);
  });
});

describe('a challenge names a scope that would do (RFC 6750 §3.1)', () => {
  it.each([
    ['GET', 'users', ['user'], 'auditor'],
    ['GET', 'users', ['user', 'help_desk'], 'help_desk'],
    ['GET', 'users', ['owner', 'admin'], 'admin'],
    ['GET', 'audit', ['user', 'help_desk'], 'auditor'],
    ['POST', 'users', ['user'], 'admin'],
    ['POST', 'clients', ['user', 'agent_owner'], 'agent_owner'],
    ['POST', 'clients', ['user'], 'admin'],
    ['DELETE', `sessions/${ID}`, ['user'], 'security_operator'],
    ['POST', 'sessions/revoke', ['user', 'help_desk'], 'help_desk'],
    ['POST', 'bans', ['user', 'help_desk'], 'security_operator'],
    ['POST', 'keys/rotate', ['security_operator'], 'security_operator'],
  ])('%s /%s, for somebody who holds %s: %s', async (method, path, roles, needed) => {
    const { id, secret } = await gatehouse.agent({ scope: `user ${needed}`, kind: 'service' }, { roles });
    const token = await gatehouse.accessToken(id, secret, { scope: 'user' });
    const answer = await call(method, path, { authorization: `Bearer ${token}` });
    problemOf(answer, 403);
    expect(answer.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${needed}"`);
    if (!roles.includes(needed)) return;
    const enough = await gatehouse.accessToken(id, secret, { scope: needed });
    expect((await call(method, path, { authorization: `Bearer ${enough}` })).status).not.toBe(403);
  });
});

describe('a body', () => {
  const post = async (body: string, headers: Record<string, string> = {}) =>
    gatehouse.request('POST', '/api/v1/admin/users', {
      headers: { authorization: `Bearer ${await gatehouse.admin()}`, 'content-type': 'application/json', ...headers },
      body,
    });
  const whole = '{"email":"a@example.test","name":"A","roles":["user"]}';

  it.each([
    ['cut off', '{"email":'],
    ['empty', ''],
    ['no JSON', 'email=a'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['with a name twice', whole.replace('{', '{"name":"B",')],
    ['with a name twice, deep within', '{"credential":{"mode":"none","mode":"minted"}}'],
    ['with a comment', `/* */${whole}`],
    ['with something after it', `${whole}{}`],
    ['nested too deeply', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['with half a character', '{"name":"\\ud800"}'],
  ])('that is %s is a problem', async (_, text) => {
    problemOf(await post(text), 400);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/merge-patch+json'])(
    'of type %s is 415',
    async (type) => {
      problemOf(await post(whole, { 'content-type': type }), 415);
    },
  );

  it('that is compressed is refused', async () => {
    problemOf(await post(whole, { 'content-encoding': 'gzip' }), 400);
  });

  it('of more than 1 MiB is 413, and one of a little less is read', async () => {
    problemOf(await post(`{"x":"${'a'.repeat(1024 * 1024)}"}`), 413);
    problemOf(await post(`{"x":"${'a'.repeat(1024 * 1024 - 100)}"}`), 400);
  });

  it('may say its charset', async () => {
    expect((await post(whole, { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(201);
  });

  it('is not read before the caller is known', async () => {
    const answer = await gatehouse.request('POST', '/api/v1/admin/users', { body: 'x'.repeat(2_000_000) });
    problemOf(answer, 401);
  });
});

it('unknown paths and methods are problems too', async () => {
  problemOf(await gatehouse.adminCall('GET', '/nothing'), 404);
  problemOf(await gatehouse.adminCall('PUT', `/users/${ID}`, {}), 404);
});
