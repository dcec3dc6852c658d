import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasswordSignIn } from '../../src/identity/credentials/password-sign-in.js';
import { SetupLinks } from '../../src/identity/credentials/setup-links.js';
import { BuiltProgram } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { evidenceOf, expectWrong, problemOf } from './problems.js';

const NOBODY = '01890000-0000-7000-8000-000000000000';
const PASSWORD = 'seven green bicycles';
const TOKEN = /^http:\/\/localhost:\d+\/setup\?token=([A-Za-z0-9_-]{43})$/;

let gatehouse: TestGatehouse;
let hash: string;
let count = 0;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  hash = await bcrypt.hash(PASSWORD, 4);
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const create = (fields: object = {}) =>
  gatehouse.create('/users', { email: `p${++count}@example.test`, name: 'Ada', roles: ['user'], ...fields });
const signIn = (email: string, password = PASSWORD) =>
  gatehouse.app.get(PasswordSignIn).attempt(email, password, '192.0.2.1');
const tokenOf = (url: string): string => TOKEN.exec(url)?.[1] ?? '';
const holder = (url: string) => gatehouse.app.get(SetupLinks).find(tokenOf(url));
const kindsOf = async (id: string): Promise<string[]> => (await evidenceOf(gatehouse, id)).map(({ kind }) => kind);

describe('a setup link', () => {
  it('is answered once, with its end, and is not cached', async () => {
    const { id } = await create();
    const answer = await call('POST', `/users/${id}/setup-link`);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({ url: expect.stringMatching(TOKEN), expires_at: expect.any(String) });
    const lasts = new Date(answer.body.expires_at as string).getTime() - gatehouse.clock.now();
    expect(lasts).toBeGreaterThan(23.9 * 3_600_000);
    expect(lasts).toBeLessThanOrEqual(24 * 3_600_000);
    expect(answer.body.url.startsWith(gatehouse.settings.PUBLIC_URL)).toBe(true);
  });

  it('is on record, without its token, which is nowhere in the database or the log', async () => {
    const { id } = await create();
    const { body } = await call('POST', `/users/${id}/setup-link`);
    const [, issued] = await evidenceOf(gatehouse, id);
    expect(issued).toMatchObject({ kind: 'setup_link.issued', decision: 'done', client_id: 'root-cli' });
    const rows = await gatehouse.sql(
      `SELECT (SELECT json_agg(l) FROM setup_links l) AS links, (SELECT json_agg(e) FROM audit_events e) AS events`,
    );
    expect(JSON.stringify(rows)).not.toContain(tokenOf(body.url as string));
    expect(gatehouse.logLines.join('')).not.toContain(tokenOf(body.url as string));
  });

  it('makes the earlier ones invalid', async () => {
    const { id, email } = await create();
    const first = await call('POST', `/users/${id}/setup-link`);
    expect(await holder(first.body.url as string)).toMatchObject({ id, email });
    const second = await call('POST', `/users/${id}/setup-link`);
    expect(await holder(first.body.url as string)).toBeNull();
    expect(await holder(second.body.url as string)).toMatchObject({ id });
  });

  it('is the only one, however many are asked for at once', async () => {
    const { id } = await create();
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST', `/users/${id}/setup-link`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const holders = await Promise.all(answers.map(({ body }) => holder(body.url as string)));
    expect(holders.filter((one) => one !== null)).toHaveLength(1);
  });

  it('is not for somebody who is not active, and ends with being deactivated', async () => {
    const inactive = await create({ status: 'inactive' });
    problemOf(await call('POST', `/users/${inactive.id}/setup-link`), 409);
    const { id } = await create();
    const { body } = await call('POST', `/users/${id}/setup-link`);
    await call('PATCH', `/users/${id}`, { status: 'inactive' });
    expect(await holder(body.url as string)).toBeNull();
  });

  it('is not for nobody', async () => {
    problemOf(await call('POST', `/users/${NOBODY}/setup-link`), 404);
    problemOf(await call('POST', '/users/somebody/setup-link'), 404);
    const answer = await gatehouse.request('POST', `/api/v1/admin/users/${NOBODY}/setup-link`);
    problemOf(answer, 401);
  });

  it('goes with the person', async () => {
    const { id } = await create();
    await call('POST', `/users/${id}/setup-link`);
    await call('PUT', `/users/${id}/password`, { hash });
    expect((await call('DELETE', `/users/${id}`)).status).toBe(204);
    const left = await gatehouse.sql(
      'SELECT user_id FROM setup_links WHERE user_id = $1 UNION ALL SELECT user_id FROM passwords WHERE user_id = $1',
      [id],
    );
    expect(left).toEqual([]);
  });
});

describe('importing a hash', () => {
  it('lets the person sign in by the password that was hashed', async () => {
    const { id, email } = await create();
    const answer = await call('PUT', `/users/${id}/password`, { hash });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await signIn(email as string)).toMatchObject({ outcome: 'right', user: { id } });
    expect(await kindsOf(id as string)).toEqual(['user.created', 'password.imported']);
  });

  it('leaves the hash in no evidence, log or answer', async () => {
    const rows = await gatehouse.sql('SELECT json_agg(e) AS events FROM audit_events e');
    expect(JSON.stringify(rows)).not.toContain(hash.slice(7));
    const { id } = await create();
    const refused = await call('PUT', `/users/${id}/password`, { hash: `${hash}x` });
    expect(refused.text).not.toContain(hash.slice(7));
    expect(gatehouse.logLines.join('')).not.toContain(hash.slice(7));
  });

  it('replaces the one before', async () => {
    const { id, email } = await create();
    await call('PUT', `/users/${id}/password`, { hash: await bcrypt.hash('quite another one', 4) });
    expect((await call('PUT', `/users/${id}/password`, { hash })).status).toBe(204);
    expect(await signIn(email as string, 'quite another one')).toEqual({ outcome: 'wrong' });
    expect(await signIn(email as string)).toMatchObject({ outcome: 'right' });
  });

  it('names what is wrong', async () => {
    const { id } = await create();
    for (const body of [{}, { hash: null }, { hash: 7 }, { hash: PASSWORD }, { hash: [hash] }]) {
      expectWrong(await call('PUT', `/users/${id}/password`, body), '/hash');
    }
    expectWrong(await call('PUT', `/users/${id}/password`, { hash, password: PASSWORD }), '/password');
    problemOf(await call('PUT', `/users/${NOBODY}/password`, { hash }), 404);
    problemOf(await gatehouse.request('PUT', `/api/v1/admin/users/${id}/password`), 401);
  });
});

describe('removing a password', () => {
  it('keeps the person from signing in by it, and from setting one by a link on its way', async () => {
    const { id, email } = await create();
    await call('PUT', `/users/${id}/password`, { hash });
    const link = await call('POST', `/users/${id}/setup-link`);
    expect((await call('DELETE', `/users/${id}/password`)).status).toBe(204);
    expect(await signIn(email as string)).toEqual({ outcome: 'wrong' });
    expect(await holder(link.body.url as string)).toBeNull();
    expect((await kindsOf(id as string)).slice(0, 4)).toEqual([
      'user.created',
      'password.imported',
      'setup_link.issued',
      'password.removed',
    ]);
  });

  it('is refused where there is none', async () => {
    const { id } = await create();
    problemOf(await call('DELETE', `/users/${id}/password`), 404);
    problemOf(await call('DELETE', `/users/${NOBODY}/password`), 404);
    expect(await kindsOf(id as string)).toEqual(['user.created']);
  });
});

describe('gatehouse users setup-link', () => {
  let program: BuiltProgram;
  beforeAll(async () => {
    program = await BuiltProgram.make();
  });
  afterAll(() => program.remove());
  const gatehouseUsers = (...args: string[]) =>
    program.run(['users', 'setup-link', ...args], {
      ...testSecrets,
      DATABASE_URL: gatehouse.serviceUrl,
      MIGRATION_DATABASE_URL: gatehouse.ownerUrl,
      PUBLIC_URL: gatehouse.settings.PUBLIC_URL,
    });

  it('prints a link that works, and until when', async () => {
    const { id, email } = await create();
    const ended = await gatehouseUsers((email as string).toUpperCase());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const [url = '', until, ...rest] = ended.stdout.split('\n');
    expect(until).toMatch(/^It works once, until \d{4}-\d\d-\d\dT.*Z\.$/);
    expect(rest).toEqual(['']);
    expect(await holder(url)).toMatchObject({ id });
    const events = await gatehouse.sql(
      `SELECT reason, sub FROM audit_events WHERE kind = 'setup_link.issued' AND detail->>'id' = $1`,
      [id],
    );
    expect(events).toEqual([{ reason: 'command line', sub: null }]);
  });

  it('prints JSON', async () => {
    const { id, email } = await create();
    const ended = await gatehouseUsers(email as string, '--json');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const printed = JSON.parse(ended.stdout) as { url: string; expires_at: string };
    expect(Object.keys(printed)).toEqual(['url', 'expires_at']);
    expect(await holder(printed.url)).toMatchObject({ id });
  });

  it('says in one line what is wrong', async () => {
    expect(await gatehouseUsers('nobody@example.test')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'gatehouse: Nobody has this e-mail address.\n',
    });
    const { email } = await create({ status: 'inactive' });
    expect(await gatehouseUsers(email as string)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'gatehouse: The user is not active, and could not sign in.\n',
    });
  });
});
