import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  createPerson,
  createRelyingParty,
  PASSWORD,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let client: RelyingParty;
let person: TestPerson;
let flow: AuthorizationFlow;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the token endpoint answered
let tokens: any;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  client = await createRelyingParty(gatehouse);
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  person = await createPerson(gatehouse);
  flow = new AuthorizationFlow(gatehouse, client);
  tokens = await flow.tokens(person);
});

const token = async (browser = flow.browser) => hiddenFields(await browser.get('/account'));
const pathTo = async (part: string) =>
  new RegExp(`action="(/account/${part}/[^"]+)"`).exec((await flow.browser.get('/account')).text)?.[1] ?? '';
const signedIn = async () => {
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  return browser;
};
const refreshed = async () => (await flow.refresh(tokens.refresh_token)).status;

describe('the account page', () => {
  it('shows where the person is signed in, who acts for them, and what they allowed', async () => {
    expectPage(await flow.browser.get('/account'), 200, person.name, person.email, 'Reporter', 'Know who you are');
  });

  it('shows the agents that a person owns', async () => {
    await gatehouse.create('/clients', {
      client_name: 'Night shift',
      kind: 'agent',
      owner_id: person.id,
      grant_types: ['client_credentials'],
      scope: 'mcp',
    });
    expectPage(await flow.browser.get('/account'), 200, 'Night shift');
  });

  it('sends whoever is not signed in to sign in first', async () => {
    const answer = await new TestBrowser(gatehouse.url).get('/account');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  });
});

describe('what a person can end there', () => {
  it('an agent that acts for them: its refresh token is worth nothing any more', async () => {
    expect(await refreshed()).toBe(200);
    const sid = (
      await gatehouse.sql<{ id: string }>(`SELECT id FROM sessions WHERE user_id = $1 AND source = 'oauth'`, [
        person.id,
      ])
    )[0]!.id;
    const answer = await flow.browser.post(`/account/sessions/${sid}/close`, await token());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
    expect(await refreshed()).toBe(400);
  });

  it('a consent, and what was opened by it', async () => {
    const answer = await flow.browser.post(await pathTo('consents'), await token());
    expect(answer.status).toBe(303);
    expect(await refreshed()).toBe(400);
    const { answer: page } = await flow.open();
    expectPage(page, 200, 'Allow');
  });

  it('a sign-in at another browser', async () => {
    const other = await signedIn();
    const [row] = await gatehouse.sql<{ id: string }>(
      `SELECT id FROM sessions WHERE user_id = $1 AND source = 'web' ORDER BY id DESC LIMIT 1`,
      [person.id],
    );
    await flow.browser.post(`/account/sessions/${row!.id}/close`, await token());
    expect((await other.get('/account')).headers.get('location')).toBe('/sign-in');
    expect((await flow.browser.get('/account')).status).toBe(200);
  });

  it('their own sign-in: what was opened from it ends, and the old cookie is worth nothing', async () => {
    const answer = await flow.browser.post('/sign-out', await token());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(await refreshed()).toBe(400);
    expect((await flow.browser.get('/account')).status).toBe(303);
  });

  it('but not what was allowed to go on without them', async () => {
    tokens = await flow.tokens(person, { scope: 'openid offline_access' });
    await flow.browser.post('/sign-out', await token());
    expect(await refreshed()).toBe(200);
  });

  it.each(['sessions', 'consents'])('nobody else’s %s', async (kind) => {
    const stranger = await createPerson(gatehouse);
    const theirs = new AuthorizationFlow(gatehouse, client);
    const held = await theirs.tokens(stranger);
    const table = kind === 'sessions' ? 'sessions' : 'consents';
    const rows = await gatehouse.sql<{ id: string }>(`SELECT id FROM ${table} WHERE user_id = $1`, [stranger.id]);
    for (const { id } of rows) {
      const verb = kind === 'sessions' ? 'close' : 'withdraw';
      expectPage(await flow.browser.post(`/account/${kind}/${id}/${verb}`, await token()), 404);
    }
    expect((await theirs.refresh(held.refresh_token)).status).toBe(200);
  });

  it('nothing by a form that another page made', async () => {
    const path = await pathTo('consents');
    for (const fields of [{}, { form_token: 'guessed' }, hiddenFields(await flow.browser.get('/sign-in'))]) {
      expectPage(await flow.browser.post(path, fields), 403, 'Please try again');
    }
    expectPage(await flow.browser.post(path, await token(), { 'sec-fetch-site': 'cross-site' }), 403);
    expect(await refreshed()).toBe(200);
  });
});

describe('changing the password', () => {
  const change = async (fields: Record<string, string>) =>
    flow.browser.post('/account/password', { ...(await token()), ...fields });
  const NEXT = 'an even longer passphrase';

  it('signs the person out everywhere else, and the new one counts from then on', async () => {
    const other = await signedIn();
    const answer = await change({ current_password: PASSWORD, password: NEXT, password_again: NEXT });
    expectPage(answer, 200, 'Your password is changed');
    expect((await other.get('/account')).status).toBe(303);
    expect((await flow.browser.get('/account')).status).toBe(200);
    const browser = new TestBrowser(gatehouse.url);
    const page = hiddenFields(await browser.get('/sign-in'));
    expect((await browser.post('/sign-in', { ...page, email: person.email, password: PASSWORD })).status).toBe(401);
    expect((await browser.post('/sign-in', { ...page, email: person.email, password: NEXT })).status).toBe(303);
  });

  it.each([
    ['a wrong current one', { current_password: 'wrong', password: NEXT, password_again: NEXT }],
    ['two new ones', { current_password: PASSWORD, password: NEXT, password_again: `${NEXT}!` }],
    ['a short one', { current_password: PASSWORD, password: 'short', password_again: 'short' }],
    ['none', { current_password: PASSWORD }],
  ])('says what is wrong with %s, and changes nothing', async (_what, fields) => {
    expectPage(await change(fields), 400);
    await signedIn();
  });
});
