import { createPrivateKey, sign } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { KeyRotation } from '../../src/keys/key-rotation.js';
import { Secrets } from '../../src/settings/secrets.js';
import { TestGatehouse, basicHeader } from '../support/gatehouse.js';

let g: TestGatehouse;
let claims: Record<string, unknown>;
beforeAll(async () => {
  g = await TestGatehouse.start();
  claims = JSON.parse(Buffer.from((await g.admin()).split('.')[1]!, 'base64url').toString());
});
afterAll(() => g.stop());
const call = async (token: string) =>
  (await g.request('GET', '/api/v1/admin/users?limit=1', { headers: { authorization: `Bearer ${token}` } })).status;
const ours = (typ: string, changed: object = {}) => g.app.get(KeyRing).sign(typ, { ...claims, ...changed });
/** A JWS that our own key really signed, with any header. */
async function signed(header: object, changed: object = {}): Promise<string> {
  const [row] = await g.sql<{ kid: string; sealed_private_key: Buffer }>(
    `SELECT kid, sealed_private_key FROM signing_keys WHERE state = 'active' AND algorithm = 'ES256'`,
  );
  const der = g.app.get(Secrets).box.open(`signing-key:${row!.kid}`, row!.sealed_private_key);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'ES256', kid: row!.kid, typ: 'at+jwt', ...header })}.${part({ ...claims, ...changed })}`;
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

describe('what our own key has signed is refused', () => {
  it('and is accepted when nothing is wrong', async () => expect(await call(await signed({}))).toBe(200));
  it.each(['JWT', 'gatehouse-proof+jwt', 'logout+jwt', 'dpop+jwt'])('with typ %s', async (typ) =>
    expect(await call(await ours(typ))).toBe(401),
  );
  it.each([
    [{ alg: 'none' }],
    [{ alg: 'HS256' }],
    [{ alg: 'EdDSA' }],
    [{ jwk: {} }],
    [{ jku: 'http://x/' }],
    [{ x5u: 'x' }],
    [{ x5c: [] }],
    [{ crit: ['x'] }],
    [{ b64: false }],
    [{ zip: 'DEF' }],
  ])('with header %j', async (header) => expect(await call(await signed(header))).toBe(401));
  it.each([
    [{ iss: 'https://other.example' }],
    [{ iss: 'http://127.0.0.1' }],
    [{ nbf: 9_999_999_999 }],
    [{ iat: 9_999_999_999 }],
    [{ exp: 1 }],
    [{ exp: '9999999999' }],
    [{ aud: 'hook' }],
    [{ aud: [] }],
    [{ sid: 'x' }],
    [{ sid: undefined }],
    [{ sub: 'another' }],
    [{ client_id: 'another' }],
  ])('with claims %j', async (changed) => expect(await call(await signed({}, changed))).toBe(401));
});

it('two Authorization headers are 400, not the first of them', async () => {
  const { connect } = await import('node:net');
  const token = await g.admin();
  const text = await new Promise<string>((done) => {
    let all = '';
    const socket = connect(Number(new URL(g.url).port), '127.0.0.1', () =>
      socket.write(
        `GET /api/v1/admin/users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`,
      ),
    );
    socket.on('data', (chunk: Buffer) => (all += chunk.toString())).on('close', () => done(all));
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

describe('liveness, were no session ever closed', () => {
  it.each([
    [`UPDATE clients SET status = 'inactive' WHERE client_id = $1`],
    [`UPDATE clients SET expires_at = now() - interval '1 s' WHERE client_id = $1`],
    [`DELETE FROM clients WHERE client_id = $1`],
    [`UPDATE users SET status = 'inactive' WHERE id = (SELECT owner_id FROM clients WHERE client_id = $1)`],
  ])('%s', async (change) => {
    const a = await g.agent({ scope: 'admin' }, { roles: ['admin'] });
    const token = await g.accessToken(a.id, a.secret, { scope: 'admin' });
    expect(await call(token)).toBe(200);
    await g.sql(change, [a.id]);
    expect(await call(token)).toBe(401);
  });
});

it('the tag alone does not prove a secret: bcrypt decides', async () => {
  const [a, b] = [await g.agent(), await g.agent()];
  await g.sql(
    `UPDATE client_secrets SET hash = (SELECT hash FROM client_secrets WHERE client_id = $2) WHERE client_id = $1`,
    [a.id, b.id],
  );
  const answer = await g.request('POST', '/oauth/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: basicHeader(a.id, a.secret) },
    body: 'grant_type=client_credentials',
  });
  expect(answer.status).toBe(401);
});

it('the service’s role can add evidence and read it, and nothing else: on no partition, also after a second start', async () => {
  const { migrate } = await import('../../src/database/data-source.js');
  await migrate(g.ownerUrl, decodeURIComponent(new URL(g.serviceUrl).username));
  const client = new pg.Client({ connectionString: g.serviceUrl });
  await client.connect();
  const tables = await g.sql<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_partition_tree('audit_events')`,
  );
  expect(tables.length).toBeGreaterThan(2);
  for (const { name } of tables)
    for (const text of [`DELETE FROM ${name}`, `UPDATE ${name} SET kind = 'x'`, `TRUNCATE ${name}`])
      await expect.soft(client.query(text), text).rejects.toThrow('permission denied');
  await client.end();
});

it('the service’s role cannot run anything as the owner through a temporary type', async () => {
  const client = new pg.Client({ connectionString: g.serviceUrl });
  await g.sql(`GRANT TEMPORARY ON DATABASE ${new URL(g.ownerUrl).pathname.slice(1)} TO PUBLIC`);
  await client.connect();
  const count = async () => (await g.sql<{ n: string }>('SELECT count(*) AS n FROM audit_events'))[0]!.n;
  const before = await count();
  await client.query(`CREATE FUNCTION pg_temp.evil(v pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS
    $$ BEGIN DELETE FROM public.audit_events; RETURN true; END $$`);
  await client.query('CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.evil(VALUE))');
  await client.query('SELECT keep_partitions(now(), 90)').catch(() => undefined);
  await client.end();
  expect([Number(before) > 0, await count()]).toEqual([true, before]);
});

it('a row of a wrong clock in a default partition does not stop the partitions of later weeks', async () => {
  await g.sql(`INSERT INTO sessions (id, source, client_id, as_owner, subject, scope, audience, created_at, expires_at)
    VALUES (uuidv7_floor(now() + interval '45 days'), 'oauth', 'x', true, 'x', '{}', '{}', now(), now())`);
  await g.sql(`SELECT keep_partitions(now() + interval '40 days', 90)`);
  await g.sql('DELETE FROM sessions_rest');
});

it('guesses do not hold up whoever has the right secret, and never make a 5xx', async () => {
  const one = await TestGatehouse.start({ CLIENT_SECRET_COST: '10' });
  const known = await one.agent();
  const form = { grant_type: 'client_credentials', scope: 'mcp' };
  await one.token(form, known);
  const flood = Array.from({ length: 150 }, (_, i) => one.token(form, { id: `nobody${i}`, secret: 'x' }));
  expect((await one.token(form, known)).status).toBe(200);
  const statuses = new Set((await Promise.all(flood)).map(({ status }) => status));
  await one.stop();
  expect([...statuses].sort()).toEqual([401, 429]);
});

describe('what was taken away', () => {
  const gate = async (token: string) =>
    (await g.request('GET', '/api/v1/mcp/taken', { headers: { authorization: `Bearer ${token}` } })).status;
  let resource: string;
  beforeAll(async () => {
    resource = (await g.create('/upstreams', { name: 'taken', kind: 'mcp', url: 'http://127.0.0.1:9/' })).resource;
  });

  it('the old owner’s tokens end with a change of owner, also one that was minted meanwhile', async () => {
    const [a, b] = [await g.agent(), await g.agent()];
    const token = await g.accessToken(a.id, a.secret, { resource });
    expect(await gate(token)).toBe(502);
    // As a mint under way sees it: the owner is another, and nobody closed this session.
    await g.sql('UPDATE clients SET owner_id = $1 WHERE client_id = $2', [b.owner.id, a.id]);
    expect(await gate(token)).toBe(401);
  });

  it('a change that cannot close the sessions is not made', async () => {
    const a = await g.agent();
    const token = await g.accessToken(a.id, a.secret, { resource });
    await g.sql(
      `CREATE FUNCTION no_close() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away'; END $$`,
    );
    await g.sql('CREATE TRIGGER no_close BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION no_close()');
    const answer = await g.adminCall('PATCH', `/clients/${a.id}`, { status: 'inactive' });
    await g.sql('DROP TRIGGER no_close ON sessions');
    expect([answer.status, (await g.adminCall('GET', `/clients/${a.id}`)).body.status]).toEqual([500, 'active']);
    expect(await gate(token)).toBe(502);
  });

  it('a scope of the client ends its sessions, and so does a role of the owner', async () => {
    const [a, b] = [await g.agent({ scope: 'mcp user' }), await g.agent({}, { roles: ['user', 'anonymous'] })];
    const tokens = [
      await g.accessToken(a.id, a.secret, { resource }),
      await g.accessToken(b.id, b.secret, { resource }),
    ];
    await g.adminCall('PATCH', `/clients/${a.id}`, { scope: 'mcp' });
    await g.adminCall('PATCH', `/users/${b.owner.id}`, { roles: ['user'] });
    expect([await gate(tokens[0]!), await gate(tokens[1]!)]).toEqual([401, 401]);
  });

  it('a client bound to its resources gets no other by leaving the parameter out (8707-02)', async () => {
    const a = await g.agent({ resources: [resource], scope: 'mcp' });
    const answer = await g.token({ grant_type: 'client_credentials' }, a);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_target']);
  });
});

it('malformed forms are counted by the limit', async () => {
  const one = await TestGatehouse.start({ LIMIT_TOKEN: '3/600' });
  const statuses = [];
  for (let i = 0; i < 5; i++) {
    statuses.push(
      (await one.request('POST', '/oauth/token', { headers: { 'content-type': 'text/plain' }, body: 'x' })).status,
    );
  }
  await one.stop();
  expect(statuses).toEqual([400, 400, 400, 429, 429]);
});

it('what a throttled client asks for costs no evidence', async () => {
  const one = await TestGatehouse.start({ LIMIT_TOKEN_CLIENT: '2/600' });
  const a = await one.agent();
  for (let i = 0; i < 10; i++) await one.token({ grant_type: 'client_credentials', scope: 'mcp' }, a);
  const rows = await one.sql(`SELECT reason FROM audit_events WHERE client_id = $1 AND kind = 'token.refused'`, [a.id]);
  await one.stop();
  expect(rows).toEqual([]);
});

it('a token that was admitted before is refused once its key has left the ring', async () => {
  const one = await TestGatehouse.start();
  const token = await one.admin();
  const ask = async () =>
    (await one.request('GET', '/api/v1/admin/users', { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await ask(), await ask()]).toEqual([200, 200]);
  await one.app.get(KeyRotation).rotate('test', { force: true });
  expect(await ask()).toBe(200);
  await one.sql(`DELETE FROM signing_keys WHERE state = 'retired'`);
  // Any rotation loads the ring anew; so does time.
  await one.app.get(KeyRotation).rotate('test', { force: true });
  expect(await ask()).toBe(401);
  await one.stop();
});

it('a token that was admitted before is refused when a bit of its signature is another', async () => {
  const token = await g.admin();
  expect(await call(token)).toBe(200);
  const [head, payload, tail] = token.split('.') as [string, string, string];
  const bytes = Buffer.from(tail, 'base64url');
  for (const at of [0, 31, 32, 63]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await call(`${head}.${payload}.${changed.toString('base64url')}`)).toBe(401);
  }
});
