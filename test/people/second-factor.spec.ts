import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { evidenceOf } from '../admin/problems.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, PASSWORD } from '../support/people.js';
import type { RelyingParty, TestPerson } from '../support/people.js';
import {
  beforeCode,
  enrol,
  enterCode,
  enterPassword,
  isSignedIn,
  recoveryCodesOf,
  TestApp,
} from '../support/second-factor.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const HERE = '/account/second-factor';
const MULTI_FACTOR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
const LATER = 601_000;

let gatehouse: TestGatehouse;
let client: RelyingParty;
let person: TestPerson;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({
    LIMIT_SIGN_IN: '6000/60',
    LIMIT_PUBLIC: '60000/60',
    BRAND_NAME: 'Acme & Sons',
  });
  gatehouse.clock.freeze();
  client = await createRelyingParty(gatehouse);
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  person = await createPerson(gatehouse);
});

const kindsOf = async () => (await evidenceOf(gatehouse, person.id)).map(({ kind }) => kind);
const stateOf = async (id = person.id) => (await gatehouse.adminCall('GET', `/users/${id}/second-factor`)).body;

describe('setting up a second factor', () => {
  it('shows the key as a QR code and as text, and counts from the first code on', async () => {
    const browser = new TestBrowser(gatehouse.url);
    await enterPassword(browser, person);
    const offer = await browser.get(HERE);
    expectPage(offer, 200, '<svg class="qr"', 'role="img"', `Acme &amp; Sons: ${person.email}`, 'one-time-code');
    expect(offer.text).not.toMatch(/ style=|<style|<script/);
    expect(offer.headers.get('content-security-policy')).toContain("style-src 'self'");
    expect((await stateOf()).enrolled).toBe(false);
    const app = TestApp.of(gatehouse, offer);
    const page = await browser.post(HERE, {
      ...hiddenFields(offer),
      code: ` ${app.code().slice(0, 3)} ${app.code().slice(3)}`,
    });
    expectPage(page, 200, 'Your recovery codes', 'They are not shown again');
    expect(new Set(recoveryCodesOf(page)).size).toBe(10);
    expect(await stateOf()).toEqual({
      enrolled: true,
      enrolled_at: new Date(gatehouse.clock.now()).toISOString(),
      recovery_codes_left: 10,
    });
    expect(await kindsOf()).toContain('second_factor.enrolled');
    expectPage(await browser.get(HERE), 200, 'Your second factor', '10 recovery codes are left.');
  });

  it('the account says whether there is one, and how many recovery codes are left', async () => {
    const browser = new TestBrowser(gatehouse.url);
    await enterPassword(browser, person);
    expectPage(await browser.get('/account'), 200, 'You have none.', 'Set up a second factor');
    const { codes } = await enrol(gatehouse, person);
    const waiting = await beforeCode(gatehouse, person);
    await enterCode(waiting.browser, waiting.page, codes[0]!, 'recovery_code');
    expectPage(await browser.get('/account'), 200, 'It is on', '9 recovery codes are left.');
  });

  it('a wrong code asks again for a code of the same key', async () => {
    const browser = new TestBrowser(gatehouse.url);
    await enterPassword(browser, person);
    const offer = await browser.get(HERE);
    const app = TestApp.of(gatehouse, offer);
    for (const code of [app.wrong(), '', '12345', 'abcdef', app.code(2), `${app.code()}0`]) {
      const again = await browser.post(HERE, { ...hiddenFields(offer), code });
      expectPage(again, 400, 'That is not the code of this key', 'aria-invalid="true"');
      expect(TestApp.of(gatehouse, again).code()).toBe(app.code());
    }
    expect((await stateOf()).enrolled).toBe(false);
    expectPage(await browser.post(HERE, { ...hiddenFields(offer), code: app.code() }), 200, 'Your recovery codes');
  });

  it('an offer is for one sign-in of one person, and for half an hour', async () => {
    const [browser, other] = [new TestBrowser(gatehouse.url), new TestBrowser(gatehouse.url)];
    await enterPassword(browser, person);
    await enterPassword(other, await createPerson(gatehouse));
    const offer = await browser.get(HERE);
    const app = TestApp.of(gatehouse, offer);
    const { offer: kept = '' } = hiddenFields(offer);
    for (const [who, text] of [
      [other, kept],
      [browser, `${kept.slice(0, -2)}AA`],
      [browser, ''],
      [browser, 'A'],
    ] as const) {
      const form = hiddenFields(await who.get(HERE));
      const answer = await who.post(HERE, { ...form, offer: text, code: app.code() });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, HERE]);
    }
    expect((await stateOf()).enrolled).toBe(false);
    gatehouse.clock.advance(1_800_000);
    await enterPassword(browser, person);
    expect((await browser.post(HERE, { ...hiddenFields(offer), code: app.code() })).status).toBe(303);
    expect((await stateOf()).enrolled).toBe(false);
  });

  it('is for a fresh sign-in: who has been there for a while signs in once more, and comes back', async () => {
    const browser = new TestBrowser(gatehouse.url);
    expectPage(await browser.get(HERE), 200, 'Sign in');
    await enterPassword(browser, person);
    const offer = await browser.get(HERE);
    gatehouse.clock.advance(LATER);
    const asked = await browser.get(HERE);
    expectPage(asked, 200, 'Confirm it is you');
    const app = TestApp.of(gatehouse, offer);
    expect((await browser.post(HERE, { ...hiddenFields(offer), code: app.code() })).headers.get('location')).toBe(HERE);
    expect((await stateOf()).enrolled).toBe(false);
    const form = { ...hiddenFields(asked), email: person.email, password: PASSWORD };
    const back = await browser.post(`${HERE}/sign-in`, form);
    expect([back.status, back.headers.get('location')]).toEqual([303, HERE]);
    expectPage(await browser.get(HERE), 200, 'Set up a second factor');
  });

  it('keeps neither the key nor a recovery code as it is', async () => {
    const { codes } = await enrol(gatehouse, person);
    const rows = await gatehouse.sql<{ sealed: string; hashes: string[] }>(
      `SELECT encode(sealed_secret, 'escape') AS sealed,
              (SELECT array_agg(hash) FROM recovery_codes r WHERE r.user_id = f.user_id) AS hashes
         FROM second_factors f WHERE user_id = $1`,
      [person.id],
    );
    expect(rows[0]!.hashes).toHaveLength(10);
    const stored = JSON.stringify(rows);
    for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    const logged = gatehouse.logLines.join('');
    for (const code of codes) expect(logged).not.toContain(code);
  });
});

describe('signing in with a second factor', () => {
  it('asks for a code after the password, and lets in when both are right', async () => {
    const { app } = await enrol(gatehouse, person);
    const { browser, page } = await beforeCode(gatehouse, person);
    expect(page.text).toMatch(/<input[^>]*autocomplete="one-time-code"[^>]*>/);
    expect(page.text).toMatch(/<input[^>]*inputMode="numeric"[^>]*>/i);
    expect(await isSignedIn(browser)).toBe(false);
    expectPage(await enterCode(browser, page, app.wrong()), 401, 'The code is not right.');
    const right = await enterCode(browser, page, app.next());
    expect([right.status, right.headers.get('location')]).toEqual([303, '/account']);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('tokens say so: acr of several factors, amr pwd, otp and mfa', async () => {
    const { app } = await enrol(gatehouse, person);
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path, answer } = await flow.open({ acr_values: MULTI_FACTOR, prompt: 'login' });
    const asked = await flow.signIn(path, answer, person);
    expectPage(asked, 200, 'Enter your code');
    expect(asked.headers.get('content-security-policy')).toContain('form-action');
    expect((await flow.browser.get(path)).text).toContain('E-mail address');
    expect((await enterCode(flow.browser, asked, app.next())).headers.get('location')).toBe(path);
    const agreed = await flow.decide(path, await flow.browser.get(path), 'allow');
    const back = await flow.browser.get(agreed.headers.get('location') ?? '');
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { access_token, id_token } = (await flow.redeem(code)).body;
    for (const token of [access_token, id_token]) {
      expect(claimsOf(token as string)).toMatchObject({ acr: MULTI_FACTOR, amr: ['pwd', 'otp', 'mfa'] });
    }
  });

  it('a recovery code lets in once, tells how many are left, and is on record', async () => {
    const { codes } = await enrol(gatehouse, person);
    const [first = '', second = ''] = codes;
    const one = await beforeCode(gatehouse, person);
    const told = await enterCode(one.browser, one.page, first, 'recovery_code');
    expectPage(told, 200, 'You are signed in', '9 recovery codes are left.', 'href="/account"');
    expect(await isSignedIn(one.browser)).toBe(true);
    const used = (await evidenceOf(gatehouse, person.id)).find(({ kind }) => kind === 'recovery_code.used');
    expect(used).toMatchObject({ decision: 'done', sub: person.id, detail: { left: 9 } });
    const two = await beforeCode(gatehouse, person);
    expectPage(await enterCode(two.browser, two.page, first, 'recovery_code'), 401, 'The code is not right.');
    const typed = second.toUpperCase().replaceAll('-', ' ');
    expectPage(await enterCode(two.browser, two.page, typed), 200, '8 recovery codes are left.');
  });

  it('a sign-in by a recovery code does not claim a code of an app', async () => {
    const { codes } = await enrol(gatehouse, person);
    const { browser, page } = await beforeCode(gatehouse, person);
    await enterCode(browser, page, codes[0]!, 'recovery_code');
    const flow = new AuthorizationFlow(gatehouse, client, browser);
    expect(claimsOf((await flow.tokens(person)).id_token as string)).toMatchObject({
      acr: MULTI_FACTOR,
      amr: ['pwd', 'mfa'],
    });
  });

  it('waits for five minutes, and then begins anew', async () => {
    const { app } = await enrol(gatehouse, person);
    const early = await beforeCode(gatehouse, person);
    gatehouse.clock.advance(299_000);
    expect((await enterCode(early.browser, early.page, app.next())).status).toBe(401);
    const late = await beforeCode(gatehouse, person);
    gatehouse.clock.advance(270_000 - 1);
    expect((await enterCode(late.browser, late.page, app.code())).status).toBe(303);
  });

  it('an empty form is asked for again, and costs nothing', async () => {
    const { app } = await enrol(gatehouse, person);
    const { browser, page } = await beforeCode(gatehouse, person);
    for (let turn = 0; turn < 6; turn++) {
      expectPage(await browser.post('/sign-in', hiddenFields(page)), 400, 'Enter a code.');
    }
    expect((await enterCode(browser, page, app.next())).status).toBe(303);
  });

  it('another sign-in at the same browser does not disturb the one that waits', async () => {
    const { app } = await enrol(gatehouse, person);
    const { browser, page } = await beforeCode(gatehouse, person);
    const again = await enterPassword(browser, person);
    expect(hiddenFields(again)['sign_in']).not.toBe(hiddenFields(page)['sign_in']);
    expect((await enterCode(browser, page, app.next())).status).toBe(303);
    expect((await enterCode(browser, again, app.next())).status).toBe(303);
  });
});

describe('looking after it', () => {
  const change = async (browser: TestBrowser, what: 'renew' | 'remove', code: string) =>
    browser.post(`${HERE}/${what}`, { ...hiddenFields(await browser.get(HERE)), [`${what}_code`]: code });

  it('other recovery codes take the place of the old ones', async () => {
    const { browser, app, codes } = await enrol(gatehouse, person);
    expectPage(await change(browser, 'renew', app.wrong()), 400, 'The code is not right.');
    const renewed = recoveryCodesOf(await change(browser, 'renew', app.next()));
    expect([renewed.length, renewed.some((code) => codes.includes(code))]).toEqual([10, false]);
    expect(await kindsOf()).toContain('recovery_codes.renewed');
    const { browser: other, page } = await beforeCode(gatehouse, person);
    expectPage(await enterCode(other, page, codes[0]!), 401);
    expectPage(await enterCode(other, page, renewed[0]!), 200, '9 recovery codes are left.');
  });

  it('it is removed by a code in a fresh sign-in, and then the password alone lets in', async () => {
    const { browser, app, codes } = await enrol(gatehouse, person);
    const waiting = await beforeCode(gatehouse, person);
    expectPage(await change(browser, 'remove', ''), 400, 'Enter a code.');
    expectPage(await change(browser, 'remove', app.code()), 400, 'The code is not right.');
    expect((await stateOf()).enrolled).toBe(true);
    expect((await change(browser, 'remove', codes[0]!)).headers.get('location')).toBe('/account');
    expect(await stateOf()).toEqual({ enrolled: false, enrolled_at: null, recovery_codes_left: 0 });
    expect(await kindsOf()).toContain('second_factor.removed');
    expectPage(await enterCode(waiting.browser, waiting.page, app.next()), 401, 'That sign-in is over.');
    expect((await enterPassword(new TestBrowser(gatehouse.url), person)).status).toBe(303);
  });

  it('neither works in a sign-in of a while ago', async () => {
    const { browser, app } = await enrol(gatehouse, person);
    const form = hiddenFields(await browser.get(HERE));
    gatehouse.clock.advance(LATER);
    for (const what of ['renew', 'remove']) {
      const answer = await browser.post(`${HERE}/${what}`, { ...form, [`${what}_code`]: app.next() });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, HERE]);
    }
    expect((await stateOf()).enrolled).toBe(true);
  });

  it('signing in once more asks for both', async () => {
    const { browser, app } = await enrol(gatehouse, person);
    gatehouse.clock.advance(LATER);
    const asked = await browser.get(HERE);
    const form = { ...hiddenFields(asked), email: person.email, password: PASSWORD };
    const page = await browser.post(`${HERE}/sign-in`, form);
    expectPage(page, 200, 'Enter your code');
    expectPage(await browser.get(HERE), 200, 'Confirm it is you');
    expect((await enterCode(browser, page, app.next())).headers.get('location')).toBe(HERE);
    expectPage(await browser.get(HERE), 200, 'Your second factor');
  });

  it('an access key, or a code for a device, is made after a fresh sign-in with both, not by the password', async () => {
    const { browser, app } = await enrol(gatehouse, person);
    gatehouse.clock.advance(LATER);
    const account = await browser.get('/account');
    expectPage(account, 200, 'href="/account/confirm"');
    expect(account.text).not.toContain('name="key_password"');
    const key = { ...hiddenFields(account), name: 'Report', scope: 'mcp', days: '3', addresses: '' };
    const refused = await browser.post('/account/access-keys', { ...key, key_password: PASSWORD });
    expectPage(refused, 400, 'Confirm first that it is you.');
    const devices = await browser.get('/account/devices');
    expectPage(devices, 200, 'href="/account/confirm?to=devices"');
    const device = { ...hiddenFields(account), device_name: '', password: PASSWORD };
    expectPage(await browser.post('/account/devices', device), 400, 'Confirm first that it is you.');
    const form = hiddenFields(await browser.get('/account/confirm?to=devices'));
    const page = await browser.post('/account/confirm?to=devices', {
      ...form,
      email: person.email,
      password: PASSWORD,
    });
    expect((await enterCode(browser, page, app.next())).headers.get('location')).toBe('/account/devices');
    expectPage(await browser.post('/account/access-keys', key), 200, 'Your new access key');
  });
});

describe('administrators', () => {
  it('see whether there is one, and can take it away; every session of the person ends, and it is on record', async () => {
    const { browser, app } = await enrol(gatehouse, person);
    const waiting = await beforeCode(gatehouse, person);
    const reset = () => gatehouse.adminCall('DELETE', `/users/${person.id}/second-factor`);
    expect((await reset()).status).toBe(204);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await enterCode(waiting.browser, waiting.page, app.next())).status).toBe(401);
    expect((await stateOf()).enrolled).toBe(false);
    const done = (await evidenceOf(gatehouse, person.id)).find(({ kind }) => kind === 'second_factor.reset');
    expect(done).toMatchObject({ decision: 'done', detail: { id: person.id, closed: 1 } });
    expect((await reset()).status).toBe(404);
    expect((await enterPassword(new TestBrowser(gatehouse.url), person)).status).toBe(303);
  });

  it.each(['GET', 'DELETE'])('%s of a person who is not there is 404', async (method) => {
    for (const id of ['00000000-0000-7000-8000-000000000000', 'nobody']) {
      expect((await gatehouse.adminCall(method, `/users/${id}/second-factor`)).status).toBe(404);
    }
  });

  it('nobody else sees or does that', async () => {
    const token = await gatehouse.accessToken(...(await plainAgent()));
    for (const method of ['GET', 'DELETE']) {
      const headers = { authorization: `Bearer ${token}` };
      const path = `/api/v1/admin/users/${person.id}/second-factor`;
      expect([401, 403]).toContain((await gatehouse.request(method, path, { headers })).status);
      expect((await gatehouse.request(method, path)).status).toBe(401);
    }
  });

  const plainAgent = async (): Promise<[string, string]> => {
    const { id, secret } = await gatehouse.agent();
    return [id, secret];
  };
});

it('a person who is deleted leaves nothing of it', async () => {
  await enrol(gatehouse, person);
  await beforeCode(gatehouse, person);
  expect((await gatehouse.adminCall('DELETE', `/users/${person.id}`)).status).toBe(204);
  for (const table of ['second_factors', 'recovery_codes', 'pending_sign_ins']) {
    expect(await gatehouse.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [person.id])).toEqual([]);
  }
});
