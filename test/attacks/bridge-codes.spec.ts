import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const NEXT = 'another long secret 123';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  const room = {
    LIMIT_SIGN_IN: '6000/60',
    LIMIT_PUBLIC: '6000/60',
    LIMIT_BRIDGE: '6000/60',
    LIMIT_AUTHORIZE: '6000/60',
  };
  gatehouse = await TestGatehouse.start(room);
});
afterAll(() => gatehouse.stop());

async function signedIn(who: TestPerson): Promise<TestBrowser> {
  const browser = new TestBrowser(gatehouse.url);
  const fields = { ...hiddenFields(await browser.get('/sign-in')), email: who.email, password: PASSWORD };
  expect((await browser.post('/sign-in', fields)).status).toBe(303);
  return browser;
}
async function carried(browser: TestBrowser): Promise<string> {
  const page = await browser.post('/account/devices', hiddenFields(await browser.get('/account/devices')));
  return /<code class="secret whole">([0-9a-f]{64})</.exec(page.text)?.[1] ?? '';
}
const issued = async ({ id }: TestPerson): Promise<string> =>
  (await gatehouse.create(`/users/${id}/bridge-codes`, {})).code as string;
/** A program without a browser that the person has let in, and that has not come for its token yet. */
async function allowed(browser: TestBrowser): Promise<string> {
  const started = await gatehouse.request('POST', '/api/v1/bridge/device-authorization', {
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { device_code, user_code } = started.body as { device_code: string; user_code: string };
  const page = await browser.post('/device', { ...hiddenFields(await browser.get('/device')), user_code });
  const done = await browser.post('/device/decision', { ...hiddenFields(page), decision: 'allow' });
  expect(done.text).toContain('The device is connected');
  return device_code;
}
const exchange = (code: string): Promise<Answer> =>
  gatehouse.request('POST', '/api/v1/bridge/exchange', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
const admin = async (method: string, path: string, body?: object): Promise<void> => {
  expect((await gatehouse.adminCall(method, path, body)).status).toBeLessThan(300);
};
async function changePassword(browser: TestBrowser): Promise<void> {
  const form = hiddenFields(await browser.get('/account'));
  const fields = { ...form, current_password: PASSWORD, password: NEXT, password_again: NEXT };
  expect((await browser.post('/account/password', fields)).text).toContain('Your password is changed');
}
async function setPassword({ id }: TestPerson): Promise<void> {
  const { url } = await gatehouse.create(`/users/${id}/setup-link`, {});
  const browser = new TestBrowser(gatehouse.url);
  const token = new URL(url as string).searchParams.get('token') ?? '';
  const hidden = hiddenFields(await browser.get(`/setup?token=${token}`));
  const fields = { ...hidden, token, password: NEXT, password_again: NEXT };
  expect((await browser.post('/setup', fields)).status).toBe(303);
}
const openSessions = ({ id }: TestPerson) =>
  gatehouse.sql("SELECT id FROM sessions WHERE user_id = $1 AND source = 'bridge' AND closed_at IS NULL", [id]);

it.each<[string, (who: TestPerson) => Promise<unknown>]>([
  ['changed their password', async (who) => changePassword(await signedIn(who))],
  ['set another one by a link', (who) => setPassword(who)],
  ['lost a role', (who) => admin('PATCH', `/users/${who.id}`, { roles: ['anonymous'] })],
  [
    'was inactive for a while',
    async ({ id }) => {
      await admin('PATCH', `/users/${id}`, { status: 'inactive' });
      await admin('PATCH', `/users/${id}`, { status: 'active' });
    },
  ],
  ['lost all devices', ({ id }) => admin('DELETE', `/users/${id}/devices`)],
])('a code that somebody took before is worth nothing to them once its person %s', async (_, happens) => {
  const who = await createPerson(gatehouse);
  const browser = await signedIn(who);
  const codes = [await carried(browser), await allowed(browser), await issued(who)];
  await happens(who);
  const after = await Promise.all(codes.map(exchange));
  expect(after.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect((await exchange(await issued(who))).status).toBe(200);
});

it('a code that is exchanged just while its person changes their password leaves nothing open', async () => {
  for (let turn = 0; turn < 8; turn++) {
    const who = await createPerson(gatehouse);
    const [browser, code] = [await signedIn(who), await issued(who)];
    const form = hiddenFields(await browser.get('/account'));
    const fields = { ...form, current_password: PASSWORD, password: NEXT, password_again: NEXT };
    const changing = browser.post('/account/password', fields);
    await new Promise((resolve) => setTimeout(resolve, turn * 40));
    const [exchanged, changed] = await Promise.all([exchange(code), changing]);
    expect([200, 401]).toContain(exchanged.status);
    expect(changed.text).toContain('Your password is changed');
    expect(await openSessions(who)).toEqual([]);
  }
});
