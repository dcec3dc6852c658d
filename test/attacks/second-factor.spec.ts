import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SecondFactorCheck } from '../../src/identity/second-factor/second-factor-check.js';
import { MULTI_FACTOR_ACR } from '../../src/kernel/authentication-class.js';
import { evidenceOf } from '../admin/problems.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { AuthorizationFlow, createPerson, createRelyingParty, PASSWORD, type TestPerson } from '../support/people.js';
import { PasskeyUser } from '../support/passkeys.js';
import { beforeCode, enrol, enterCode, enterPassword, isSignedIn, TestApp } from '../support/second-factor.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const OVER = 'That sign-in is over. Sign in once more.';
const WRONG = 'The code is not right.';
const NEXT = 'nine yellow bicycles';

let gatehouse: TestGatehouse;
let person: TestPerson;
let app: TestApp;
let codes: string[];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60' });
  gatehouse.clock.freeze();
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  person = await createPerson(gatehouse);
  ({ app, codes } = await enrol(gatehouse, person));
});

const sessionsOf = async ({ id }: TestPerson) =>
  (await gatehouse.sql(`SELECT 1 FROM sessions WHERE user_id = $1 AND source = 'web'`, [id])).length;
const openSignInsOf = async ({ id }: TestPerson) =>
  (await gatehouse.sql(`SELECT 1 FROM sessions WHERE user_id = $1 AND source = 'web' AND closed_at IS NULL`, [id]))
    .length;
/** What differs from page to page: tokens of forms, and what the person's own handle is. */
const shapeOf = ({ status, text }: Answer) => [status, text.replaceAll(/value="[A-Za-z0-9_-]{43}"/g, 'value=""')];

/** Neither page nor cookie is worth anything, and no session was opened since. */
async function expectOver(browser: TestBrowser, answer: Answer, before: number): Promise<void> {
  expectPage(answer, 401, OVER, 'name="password"');
  expect(await isSignedIn(browser)).toBe(false);
  expect(await sessionsOf(person)).toBe(before);
}

describe('the second step is skipped', () => {
  it('going straight to the account, or to the path of a request, asks for the password again', async () => {
    const client = await createRelyingParty(gatehouse);
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path, answer } = await flow.open();
    const asked = await flow.signIn(path, answer, person);
    expectPage(asked, 200, 'Enter your code');
    expect(asked.headers.getSetCookie().join()).not.toContain('session');
    const page = await flow.browser.get(path);
    expectPage(page, 200, 'name="password"');
    const consent = await flow.decide(path, page, 'allow');
    expectPage(await flow.browser.get(consent.headers.get('location') ?? path), 200, 'name="password"');
    expect((await flow.browser.get('/account')).headers.get('location')).toBe('/sign-in');
    const silent = await flow.begin({ prompt: 'none' });
    const back = await flow.browser.get(silent.headers.get('location') ?? '');
    expect(back.headers.get('location')).toContain('error=login_required');
    expect(await sessionsOf(person)).toBe(1);
  });

  it('the form of the second step without the code, the handle, or the token of our page opens nothing', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    const { form_token: token = '', sign_in: handle = '' } = hiddenFields(page);
    const tries: [Record<string, string>, number][] = [
      [{ form_token: token, sign_in: handle }, 400],
      [{ form_token: token, sign_in: handle, email: person.email, password: PASSWORD }, 400],
      [{ form_token: token, sign_in: '', code: app.next() }, 400],
      [{ form_token: token, code: app.next() }, 400],
      [{ form_token: token, sign_in: 'x'.repeat(43), code: app.next() }, 401],
      [{ form_token: token, sign_in: `${handle}\u0000`, code: app.next() }, 401],
      [{ sign_in: handle, code: app.next() }, 403],
      [{ form_token: 'x'.repeat(43), sign_in: handle, code: app.next() }, 403],
    ];
    for (const [fields, status] of tries) expect((await browser.post('/sign-in', fields)).status).toBe(status);
    const cross = { 'sec-fetch-site': 'cross-site' };
    expect((await browser.post('/sign-in', { ...hiddenFields(page), code: app.next() }, cross)).status).toBe(403);
    expect(await isSignedIn(browser)).toBe(false);
  });
});

describe('a handle comes from somewhere else', () => {
  it('another browser’s is worth nothing, and its owner’s attempts are not used up by it', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    const thief = new TestBrowser(gatehouse.url);
    const { form_token: token = '' } = hiddenFields(await thief.get('/sign-in'));
    const { sign_in: handle = '' } = hiddenFields(page);
    for (let turn = 0; turn < 6; turn++) {
      const stolen = await thief.post('/sign-in', { form_token: token, sign_in: handle, code: app.next() });
      await expectOver(thief, stolen, 1);
    }
    expect((await enterCode(browser, page, app.next())).status).toBe(303);
  });

  it('another person’s needs their code: one’s own opens nothing, whoever’s password was right', async () => {
    const other = await createPerson(gatehouse);
    const theirs = await enrol(gatehouse, other);
    const browser = new TestBrowser(gatehouse.url);
    const mine = await enterPassword(browser, person);
    const page = await enterPassword(browser, other);
    expectPage(await enterCode(browser, page, app.next()), 401, WRONG);
    expectPage(await enterCode(browser, page, codes[0]!), 401, WRONG);
    expectPage(await enterCode(browser, mine, theirs.app.next()), 401, WRONG);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await enterCode(browser, page, theirs.app.code())).status).toBe(303);
    expectPage(await browser.get('/account'), 200, other.email);
  });

  it('one that is done opens nothing again, with a fresh code', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    expect((await enterCode(browser, page, app.next())).status).toBe(303);
    const form = hiddenFields(await browser.get('/account'));
    await browser.post('/sign-out', form);
    await expectOver(browser, await enterCode(browser, page, app.next()), 2);
  });

  it('handles that are not good are the same to whoever sends them', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    const send = (handle: string, code = '000000') =>
      browser.post('/sign-in', { ...hiddenFields(page), sign_in: handle, code });
    const { sign_in: done = '' } = hiddenFields(page);
    const { sign_in: expired = '' } = hiddenFields(await enterPassword(browser, person));
    const elsewhere = await beforeCode(gatehouse, person);
    gatehouse.clock.advance(300_000);
    const second = await enterPassword(browser, person);
    expect((await enterCode(browser, second, app.code())).status).toBe(303);
    const { sign_in: spent = '' } = hiddenFields(second);
    const { sign_in: foreign = '' } = hiddenFields(elsewhere.page);
    const shapes = [];
    for (const handle of [done, expired, spent, foreign, 'x'.repeat(43), '-', 'short']) {
      shapes.push(shapeOf(await send(handle)));
    }
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    expect(shapes[0]![0]).toBe(401);
  });
});

describe('a code comes again', () => {
  it('one that let somebody in, at another browser in the same moment', async () => {
    const [one, two] = [await beforeCode(gatehouse, person), await beforeCode(gatehouse, person)];
    const code = app.next();
    expect((await enterCode(one.browser, one.page, code)).status).toBe(303);
    expectPage(await enterCode(two.browser, two.page, code), 401, WRONG);
    expectPage(await enterCode(two.browser, two.page, app.code(-1)), 401, WRONG);
    expect(await isSignedIn(two.browser)).toBe(false);
  });

  it('one that was given at the account', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    await enterCode(browser, page, app.next());
    const form = hiddenFields(await browser.get('/account/second-factor'));
    const code = app.next();
    const waiting = await beforeCode(gatehouse, person);
    expectPage(await browser.post('/account/second-factor/renew', { ...form, renew_code: code }), 200);
    expectPage(await enterCode(waiting.browser, waiting.page, code), 401, WRONG);
  });

  it('what is wrong with a code is the same to whoever sends it', async () => {
    const used = app.next();
    const first = await beforeCode(gatehouse, person);
    await enterCode(first.browser, first.page, used);
    const second = await beforeCode(gatehouse, person);
    await enterCode(second.browser, second.page, codes[0]!);
    const shapes = [];
    const tried = [
      used,
      app.wrong(),
      codes[0]!,
      'abcd-efgh-jkmn',
      '1',
      `${'9'.repeat(5000)}`,
      '\u0000',
      '１２３４５６',
    ];
    for (const code of tried) {
      const { browser, page } = await beforeCode(gatehouse, person);
      shapes.push(shapeOf(await enterCode(browser, page, code)));
      // Else the lock would be what is seen.
      await gatehouse.sql('DELETE FROM sign_in_failures');
    }
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    expect([shapes[0]![0], String(shapes[0]![1]).includes(WRONG)]).toEqual([401, true]);
  });
});

describe('codes are guessed (12)', () => {
  const guess = async (code: string) => {
    const { browser, page } = await beforeCode(gatehouse, person);
    return { browser, answer: await enterCode(browser, page, code) };
  };
  const check = (code: string, address: string) =>
    gatehouse.app
      .get(SecondFactorCheck)
      .check({ userId: person.id, email: person.email, code, address }, 'sign_in.refused');

  it('five wrong ones lock, the right password between them notwithstanding, and then even the right one is refused', async () => {
    for (let turn = 0; turn < 5; turn++) expectPage((await guess(app.wrong())).answer, 401, WRONG);
    const code = app.code(1);
    for (const one of [code, codes[0]!]) {
      const { browser, answer } = await guess(one);
      expectPage(answer, 429, 'Too many attempts. Wait 30 seconds');
      expect([answer.headers.get('retry-after'), await isSignedIn(browser)]).toEqual(['30', false]);
    }
    gatehouse.clock.advance(30_000);
    expect((await guess(code)).answer.status).toBe(303);
  });

  it('a lock of the first step is one of the second, in the same moment', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    const code = app.code(1);
    const other = new TestBrowser(gatehouse.url);
    for (let turn = 0; turn < 5; turn++) await enterPassword(other, person, { password: 'not the password' });
    const answer = await enterCode(browser, page, code);
    expectPage(answer, 429, 'Too many attempts.');
    expect(await isSignedIn(browser)).toBe(false);
    gatehouse.clock.advance(30_000);
    expect((await enterCode(browser, page, code)).status).toBe(303);
  });

  it('a lock of the second step is one of the first', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    for (let turn = 0; turn < 5; turn++) await enterCode(browser, page, app.wrong());
    expectPage(await enterPassword(new TestBrowser(gatehouse.url), person), 429, 'Too many attempts.');
  });

  it('from many places: no more guesses than from one', async () => {
    const outcomes = [];
    for (let turn = 1; turn <= 8; turn++) outcomes.push((await check(app.wrong(), `198.51.100.${turn}`)).outcome);
    expect(outcomes).toEqual([...Array<string>(5).fill('wrong'), ...Array<string>(3).fill('locked')]);
  });

  it('with a setup link in between: it lifts the lock of passwords, not the one of codes', async () => {
    for (let turn = 0; turn < 5; turn++) await guess(app.wrong());
    await useSetupLink();
    const browser = new TestBrowser(gatehouse.url);
    const page = await enterPassword(browser, person, { password: NEXT });
    expectPage(page, 200, 'Enter your code');
    expectPage(await enterCode(browser, page, app.code(1)), 429, 'Too many attempts.');
  });

  it('one handle is good for five guesses', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    for (let turn = 0; turn < 5; turn++) {
      expectPage(await enterCode(browser, page, app.wrong()), 401, WRONG);
      await gatehouse.sql('DELETE FROM sign_in_failures');
    }
    await expectOver(browser, await enterCode(browser, page, app.code(1)), 1);
  });

  it('each wrong one is on record, without what was guessed', async () => {
    const code = app.wrong();
    await guess(code);
    const refused = (await evidenceOf(gatehouse, person.id)).filter(({ kind }) => kind === 'sign_in.refused');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ decision: 'deny', sub: person.id });
    expect(JSON.stringify(refused)).not.toContain(`"${code}"`);
  });
});

async function useSetupLink(): Promise<void> {
  const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get((url as string).slice(gatehouse.url.length));
  const answer = await browser.post('/setup', { ...hiddenFields(page), password: NEXT, password_again: NEXT });
  expect(answer.headers.get('location')).toBe('/sign-in?set=1');
}

describe('something changes between the two steps', () => {
  it('the password: the sign-in is over, also for whoever has the code', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    await useSetupLink();
    await expectOver(browser, await enterCode(browser, page, app.next()), 1);
  });

  it('the password, while the code is looked at', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    const code = app.next();
    const change = [`UPDATE passwords SET hash = 'another' WHERE user_id = $1`, [person.id]] as const;
    const answer = await whileHeld(gatehouse, change, async (lock) => {
      const answer = enterCode(browser, page, code);
      await lock.waitedFor(1, answer);
      await lock.release();
      return answer;
    });
    await expectOver(browser, answer, 1);
  });

  it('the person is no longer active', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    await gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' });
    await expectOver(browser, await enterCode(browser, page, app.next()), 1);
  });

  it.each(['with a second factor', 'by the password alone'])(
    'the person is shut out while the sign-in is opened, %s: nothing of it is there when they are let in again',
    async (how) => {
      const both = how === 'with a second factor';
      const who = both ? person : await createPerson(gatehouse);
      // The hash of a person who is new is made anew at the first sign-in.
      if (!both) await enterPassword(new TestBrowser(gatehouse.url), who);
      const { browser, page } = both ? await beforeCode(gatehouse, who) : { browser: new TestBrowser(gatehouse.url) };
      const before = await sessionsOf(who);
      const held = ['SELECT 1 FROM passwords WHERE user_id = $1 FOR UPDATE', [who.id]] as const;
      const answer = await whileHeld(gatehouse, held, async (lock) => {
        const answer = page === undefined ? enterPassword(browser, who) : enterCode(browser, page, app.next());
        await lock.waitedFor(1, answer);
        const shut = gatehouse.adminCall('PATCH', `/users/${who.id}`, { status: 'inactive' });
        await lock.waitedFor(2, shut);
        await lock.release();
        expect((await shut).status).toBe(200);
        return answer;
      });
      await gatehouse.adminCall('PATCH', `/users/${who.id}`, { status: 'active' });
      expect([answer.status, await isSignedIn(browser)]).toEqual([expect.any(Number), false]);
      expect([before, await openSignInsOf(who)]).toEqual([1, 0]);
    },
  );

  it('the second factor, by an administrator', async () => {
    const { browser, page } = await beforeCode(gatehouse, person);
    await gatehouse.adminCall('DELETE', `/users/${person.id}/second-factor`);
    await expectOver(browser, await enterCode(browser, page, app.next()), 1);
  });

  it('a second factor is set up just while somebody signs in by the password alone', async () => {
    const bare = await createPerson(gatehouse);
    // Its hash is made anew at the first sign-in, which would be what waits.
    await enterPassword(new TestBrowser(gatehouse.url), bare);
    const browser = new TestBrowser(gatehouse.url);
    const held = ['SELECT 1 FROM passwords WHERE user_id = $1 FOR UPDATE', [bare.id]] as const;
    const answer = await whileHeld(gatehouse, held, async (lock) => {
      const answer = enterPassword(browser, bare);
      await lock.waitedFor(1, answer);
      await gatehouse.sql(`INSERT INTO second_factors VALUES ($1, '\\x00', 0, now())`, [bare.id]);
      await lock.release();
      return answer;
    });
    expect([answer.status, await isSignedIn(browser), await sessionsOf(bare)]).toEqual([401, false, 1]);
  });
});

describe('somebody has signed in by the password alone, just before a second factor is set up', () => {
  it('and makes nothing that would outlast it, until they have proved both', async () => {
    const bare = await createPerson(gatehouse);
    const intruder = await PasskeyUser.signedIn(gatehouse, bare);
    const { app: theirs } = await enrol(gatehouse, bare);
    const { browser } = intruder;
    const account = await browser.get('/account');
    expectPage(account, 200, 'href="/account/confirm"');
    const fields = hiddenFields(account);
    expect((await browser.post('/account/passkeys/options', fields)).status).toBe(403);
    const key = { ...fields, name: 'Report', scope: 'mcp', days: '3', addresses: '' };
    for (const key_password of ['', PASSWORD]) {
      const refused = await browser.post('/account/access-keys', { ...key, key_password });
      expectPage(refused, 400, 'Confirm first that it is you.');
    }
    const device = { ...fields, device_name: '', password: PASSWORD };
    expectPage(await browser.post('/account/devices', device), 400, 'Confirm first that it is you.');
    expectPage(await browser.get('/device'), 200, 'name="password"');
    expectPage(await browser.get('/account/second-factor'), 200, 'Confirm it is you');
    const form = { ...hiddenFields(await browser.get('/account/confirm')), email: bare.email, password: PASSWORD };
    const asked = await browser.post('/account/confirm', form);
    expect((await enterCode(browser, asked, theirs.next())).headers.get('location')).toBe('/account');
    await intruder.make();
  });

  it('while the sign-in in which it was set up has both from then on', async () => {
    const bare = await createPerson(gatehouse);
    const { browser } = await enrol(gatehouse, bare);
    const rows = () => gatehouse.sql(`SELECT acr, amr FROM sessions WHERE user_id = $1 AND source = 'web'`, [bare.id]);
    expect(await rows()).toEqual([{ acr: MULTI_FACTOR_ACR, amr: ['pwd', 'otp', 'mfa'] }]);
    await new PasskeyUser(gatehouse, browser).make();
  });

  it('one that a company calls a password’s is not raised by it', async () => {
    const bare = await createPerson(gatehouse);
    const { browser } = await PasskeyUser.signedIn(gatehouse, bare);
    const offer = await browser.get('/account/second-factor');
    const theirs = ['urn:gatehouse:acr:federated', ['pwd'], bare.id];
    await gatehouse.sql('UPDATE sessions SET acr = $1, amr = $2 WHERE user_id = $3', theirs);
    const code = TestApp.of(gatehouse, offer).code();
    const done = await browser.post('/account/second-factor', { ...hiddenFields(offer), code });
    expectPage(done, 200, 'Your recovery codes');
    const [row] = await gatehouse.sql('SELECT acr, amr FROM sessions WHERE user_id = $1', [bare.id]);
    expect(row).toEqual({ acr: theirs[0], amr: theirs[1] });
    await new PasskeyUser(gatehouse, browser).make();
  });

  it('one by a passkey stays what it is, and needs no more', async () => {
    const bare = await createPerson(gatehouse);
    const passkey = await (await PasskeyUser.signedIn(gatehouse, bare)).make();
    const user = new PasskeyUser(gatehouse);
    await user.signIn(passkey);
    const offer = await user.browser.get('/account/second-factor');
    const code = TestApp.of(gatehouse, offer).code();
    const done = await user.browser.post('/account/second-factor', { ...hiddenFields(offer), code });
    expectPage(done, 200, 'Your recovery codes');
    const rows = await gatehouse.sql(`SELECT acr FROM sessions WHERE user_id = $1 AND acr = 'phr'`, [bare.id]);
    expect(rows).toHaveLength(1);
    await user.make();
  });
});

describe('an account is taken over by a mail', () => {
  it('a new password by a setup link leaves the second factor where it is', async () => {
    await useSetupLink();
    const browser = new TestBrowser(gatehouse.url);
    const page = await enterPassword(browser, person, { password: NEXT });
    expectPage(page, 200, 'Enter your code');
    expect(await isSignedIn(browser)).toBe(false);
    expect((await enterCode(browser, page, app.next())).status).toBe(303);
  });

  it('so does a hash that an administrator imports, and a password that is removed', async () => {
    await gatehouse.adminCall('DELETE', `/users/${person.id}/password`);
    const { body } = await gatehouse.adminCall('GET', `/users/${person.id}/second-factor`);
    expect(body).toMatchObject({ enrolled: true, recovery_codes_left: 10 });
  });

  it('a setup link makes no passkey, which would need no second factor', async () => {
    const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const browser = new TestBrowser(gatehouse.url);
    const page = await browser.get(url.slice(gatehouse.url.length));
    expectPage(page, 200, 'name="password"');
    expect(page.text).not.toContain('passkey-options');
    expect((await browser.post('/setup/passkey-options', hiddenFields(page))).status).toBe(404);
    const made = await browser.post('/setup', { ...hiddenFields(page), passkey: '{}' });
    expect(made.status).toBe(400);
    expect((await browser.get(url.slice(gatehouse.url.length))).status).toBe(200);
  });
});
