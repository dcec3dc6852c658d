import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccessKey } from '../support/access-keys.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
let browser: TestBrowser;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60' });
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  person = await createPerson(gatehouse);
  browser = await signedIn(person);
});

async function signedIn(who: TestPerson): Promise<TestBrowser> {
  const visitor = new TestBrowser(gatehouse.url);
  const fields = { ...hiddenFields(await visitor.get('/sign-in')), email: who.email, password: PASSWORD };
  expect((await visitor.post('/sign-in', fields)).status).toBe(303);
  return visitor;
}

const token = async (visitor = browser) => hiddenFields(await visitor.get('/account'));
const make = async (fields: Record<string, string> = {}, visitor = browser): Promise<Answer> =>
  visitor.post('/account/access-keys', {
    ...(await token(visitor)),
    name: 'Nightly report',
    scope: 'mcp',
    days: '30',
    addresses: '',
    ...fields,
  });
const keyIn = ({ text }: Answer) => /ghk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? '';
/** 404 is what whoever is known is told of a server that is not there. */
const works = async (key: string) => {
  const headers = { authorization: `Bearer ${key}` };
  return (await gatehouse.request('POST', '/api/v1/mcp/nowhere', { headers })).status === 404;
};
const keys = async (who = person) =>
  (await gatehouse.adminCall('GET', `/users/${who.id}/access-keys`)).body.items as Record<string, unknown>[];
/** An alert says what is wrong, and the field points to it. */
const expectWrong = (answer: Answer, text: string, field?: string) => {
  expectPage(answer, 400, text, 'id="key-error"', 'role="alert"');
  if (field === undefined) return;
  const input = new RegExp(`<input[^>]* name="${field}"[^>]*>`).exec(answer.text)?.[0] ?? '';
  expect(input).toContain('aria-invalid="true"');
  expect(input).toMatch(/aria-describedby="[^"]*key-error/);
};

describe('making an access key at the account page', () => {
  it('shows it once, on a page that nothing keeps, and it works', async () => {
    const answer = await make({ addresses: '127.0.0.1, 192.0.2.0/24' });
    expectPage(answer, 200, 'Your new access key', 'It is not shown again', 'Nightly report');
    const key = keyIn(answer);
    expect(await works(key)).toBe(true);
    const account = await browser.get('/account');
    expectPage(account, 200, 'Nightly report', key.slice(0, 36), 'Only from 127.0.0.1, 192.0.2.0/24', 'Revoke');
    expect(account.text).not.toContain(key.slice(37));
    const [row] = await keys();
    expect(row).toMatchObject({
      scope: 'mcp',
      resources: null,
      addresses: ['127.0.0.1', '192.0.2.0/24'],
      active: true,
    });
    const days = (Date.parse(String(row!['expires_at'])) - gatehouse.clock.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
    expect(
      await gatehouse.sql(`SELECT decision, sub FROM audit_events WHERE kind = 'access_key.created' AND sub = $1`, [
        person.id,
      ]),
    ).toEqual([{ decision: 'done', sub: person.id }]);
    expect(gatehouse.logLines.join('')).not.toContain(key.slice(37));
  });

  it('labels every field, and needs no script', async () => {
    const { text } = await browser.get('/account');
    for (const name of ['name', 'days', 'addresses']) {
      expect(text).toMatch(new RegExp(`<label for="${name}">`));
      expect(text).toMatch(new RegExp(`<input[^>]* id="${name}"`));
    }
    expect(text).toMatch(/<fieldset[^>]*><legend>It may<\/legend><label><input type="checkbox" name="scope"/);
    // Passkeys alone need one.
    expect(text.match(/<script[^>]*>/g)).toEqual([expect.stringContaining('src="/assets/passkey-')]);
  });

  it('offers what the person has: no role, no box', async () => {
    const offered = async (visitor: TestBrowser) =>
      [...(await visitor.get('/account')).text.matchAll(/name="scope" value="([^"]+)"/g)].map(([, name]) => name);
    expect(await offered(browser)).toEqual(['user', 'a2a', 'mcp']);
    const guest = await createPerson(gatehouse, { roles: ['anonymous'] });
    expect(await offered(await signedIn(guest))).toEqual(['a2a', 'mcp']);
    expectWrong(await make({ scope: 'user' }, await signedIn(guest)), 'You cannot give that');
  });

  it('takes several boxes', async () => {
    const body =
      new URLSearchParams({ ...(await token()), name: 'Both', days: '1' }).toString() + '&scope=mcp&scope=user';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expectPage(await browser.request('POST', '/account/access-keys', { headers, body }), 200, 'Both');
    expect(await keys()).toMatchObject([{ scope: 'user mcp' }]);
  });

  it.each([
    ['no name', { name: '' }, 'The name must be', 'name'],
    ['a name of control characters', { name: 'a\u0000b' }, 'The name must be', 'name'],
    ['no scope', { scope: '' }, 'Choose what the key may do', undefined],
    ['the scope to administer', { scope: 'admin' }, 'You cannot give that', undefined],
    ['a scope that only administrators give', { scope: 'service' }, 'You cannot give that', undefined],
    ['a scope of sign-in', { scope: 'openid' }, 'You cannot give that', undefined],
    ['two scopes in one', { scope: 'mcp admin' }, 'You cannot give that', undefined],
    ['no days', { days: '' }, 'after how many days', 'days'],
    ['no whole days', { days: '1.5' }, 'after how many days', 'days'],
    ['days that have passed', { days: '-1' }, 'after how many days', 'days'],
    ['too many days', { days: '91' }, 'must lie within 90 days', 'days'],
    ['no addresses', { addresses: 'office' }, 'The list of addresses must be', 'addresses'],
  ])('says what is wrong with %s, keeps what was written, and makes none', async (_what, fields, text, field) => {
    const answer = await make({ name: 'Weekly report', ...fields });
    expectWrong(answer, text, field);
    if (!('name' in fields)) expect(answer.text).toContain('value="Weekly report"');
    expect(await keys()).toEqual([]);
  });

  it('asks for the password again when the sign-in was a while ago', async () => {
    gatehouse.clock.advance(601_000);
    expectPage(await browser.get('/account'), 200, 'name="key_password"');
    expectWrong(await make(), 'Enter your password once more', 'key_password');
    expectWrong(await make({ key_password: 'wrong' }), 'The password is not right', 'key_password');
    expect(await keys()).toEqual([]);
    const answer = await make({ key_password: PASSWORD });
    expect(await works(keyIn(answer))).toBe(true);
    const kind = 'access_key.create_refused';
    expect(await gatehouse.sql('SELECT sub FROM audit_events WHERE kind = $1', [kind])).toEqual([{ sub: person.id }]);
  });

  it('does not ask right after the sign-in', async () => {
    expect((await browser.get('/account')).text).not.toContain('name="key_password"');
  });

  it('locks after five wrong passwords, as at the sign-in', async () => {
    gatehouse.clock.advance(601_000);
    for (let count = 0; count < 5; count++) await make({ key_password: 'wrong' });
    expectWrong(await make({ key_password: PASSWORD }), 'Too many attempts');
    expect(await keys()).toEqual([]);
  });

  it('ends at fifty', async () => {
    for (let count = 0; count < 50; count++) await createAccessKey(gatehouse, person.id);
    expectWrong(await make(), 'at most 50 access keys');
  });
});

describe('forms that the page did not make', () => {
  it('make nothing and revoke nothing', async () => {
    const { id, text } = await createAccessKey(gatehouse, person.id);
    const stranger = await signedIn(await createPerson(gatehouse));
    for (const fields of [
      {},
      { form_token: 'guessed' },
      await token(stranger),
      hiddenFields(await browser.get('/sign-in')),
    ]) {
      expectPage(await browser.post('/account/access-keys', { name: 'x', scope: 'mcp', days: '1', ...fields }), 403);
      expectPage(await browser.post(`/account/access-keys/${id}/revoke`, fields), 403);
    }
    const cross = { 'sec-fetch-site': 'cross-site' };
    expectPage(await browser.post(`/account/access-keys/${id}/revoke`, await token(), cross), 403);
    expect([(await keys()).length, await works(text)]).toEqual([1, true]);
  });

  it('send whoever is not signed in to sign in', async () => {
    const nobody = new TestBrowser(gatehouse.url);
    const fields = hiddenFields(await browser.get('/account'));
    expect((await nobody.post('/account/access-keys', { ...fields, name: 'x', scope: 'mcp', days: '1' })).status).toBe(
      403,
    );
    const own = await token();
    await browser.post('/sign-out', own);
    const answer = await browser.post('/account/access-keys', { ...own, name: 'x', scope: 'mcp', days: '1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(await keys()).toEqual([]);
  });

  it('are no pages to be opened', async () => {
    expect((await browser.get('/account/access-keys')).status).toBe(404);
  });
});

describe('revoking an access key at the account page', () => {
  it('ends it at once', async () => {
    const { id, text } = await createAccessKey(gatehouse, person.id);
    const page = await browser.get('/account');
    expect(page.text).toContain(`action="/account/access-keys/${id}/revoke"`);
    const answer = await browser.post(`/account/access-keys/${id}/revoke`, hiddenFields(page));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
    expect(await works(text)).toBe(false);
    expectPage(await browser.get('/account'), 200, 'You have no access keys.');
    const [row] = await keys();
    expect(row).toMatchObject({ active: false, close_reason: 'access key revoked by its owner' });
    const done = await gatehouse.sql(
      `SELECT sub FROM audit_events WHERE kind = 'access_key.revoked' AND detail->>'id' = $1`,
      [id],
    );
    expect(done).toEqual([{ sub: person.id }]);
  });

  it('is for one’s own alone, whatever the id', async () => {
    const { id, text } = await createAccessKey(gatehouse, (await createPerson(gatehouse)).id);
    for (const wrong of [id, '018f0000-0000-7000-8000-000000000000', 'nonsense']) {
      expectPage(await browser.post(`/account/access-keys/${wrong}/revoke`, await token()), 404);
    }
    expect((await browser.get('/account')).text).not.toContain(id);
    expect(await works(text)).toBe(true);
  });
});

describe('what else ends a person’s access keys', () => {
  it('a new password does; signing out does not', async () => {
    const { text } = await createAccessKey(gatehouse, person.id);
    await browser.post('/sign-out', await token());
    expect(await works(text)).toBe(true);
    browser = await signedIn(person);
    const next = 'an even longer passphrase';
    const fields = { current_password: PASSWORD, password: next, password_again: next };
    expectPage(await browser.post('/account/password', { ...(await token()), ...fields }), 200, 'also by access keys');
    expect(await works(text)).toBe(false);
  });
});
