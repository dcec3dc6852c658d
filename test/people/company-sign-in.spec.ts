import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, type RelyingParty } from '../support/people.js';
import { expectPage, TestBrowser } from '../support/test-browser.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let acme: CompanyProvider;
let client: RelyingParty;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
let view: any;
const rules = {
  email_domains: ['acme.example'],
  create_people: true,
  link_verified_email: true,
  role_claim: ['realm', 'groups'],
  role_map: { engineering: ['user'], heads: ['user', 'admin'] },
  acr_map: { silver: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' },
};
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...host.settings });
  acme = await CompanyProvider.start(host, () => gatehouse);
  view = await acme.register(gatehouse, rules);
  client = await createRelyingParty(gatehouse);
});
beforeEach(async () => {
  acme.mischief = {};
  acme.userinfo = {};
  acme.person = employee();
  await change(rules);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const browser = () => new TestBrowser(gatehouse.url);
const change = async (fields: Record<string, unknown>) => {
  expect((await gatehouse.adminCall('PATCH', `/sign-in-providers/${view.id}`, fields)).status).toBe(200);
};
function employee(changes: Record<string, unknown> = {}) {
  const sub = randomUUID();
  const email = `${sub}@acme.example`;
  return { sub, email, email_verified: true, name: 'Emma Employee', realm: { groups: ['engineering'] }, ...changes };
}
const userBy = async (email: unknown) =>
  (await gatehouse.adminCall('GET', `/users?email=${String(email)}`)).body.items[0];
const accountOf = async (at: TestBrowser) => (await at.get('/account')).text;

describe('signing in by a company’s provider', () => {
  it('the page has a button, leads there by its form alone, and may lead nowhere else', async () => {
    const page = await browser().get('/sign-in');
    expectPage(page, 200, 'Sign in with Acme', 'name="provider" value="acme"');
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${host.url};`);
    expect((await browser().get('/sign-in?provider=acme')).status).toBe(200);
  });

  it('the request has state, nonce and S256, for a redirect URI that is this provider’s own', async () => {
    const back = new URL(await acme.leave(browser(), '/sign-in'));
    const asked = Object.fromEntries(acme.asked.at(-1) ?? []);
    expect(asked).toEqual({
      response_type: 'code',
      client_id: acme.clientId,
      redirect_uri: view.redirect_uri,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect([view.redirect_uri, back.origin + back.pathname]).toEqual([
      `${gatehouse.url}/sign-in/callback/acme`,
      view.redirect_uri,
    ]);
    const stored = JSON.stringify(await gatehouse.sql('SELECT * FROM company_sign_ins'));
    for (const name of ['state', 'nonce', 'code_challenge']) expect(stored).not.toContain(asked[name]);
  });

  it('somebody new is written down, with the roles of the mapping, and is known from then on', async () => {
    const at = browser();
    const answer = await acme.signIn(at);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
    expect(await accountOf(at)).toContain('Emma Employee');
    const user = await userBy(acme.person['email']);
    expect(user).toMatchObject({ name: 'Emma Employee', roles: ['user'], status: 'active' });
    expect((await gatehouse.adminCall('GET', `/users/${user.id}/identities`)).body.items).toMatchObject([
      { issuer: acme.issuer, subject: acme.person['sub'] },
    ]);
    // Another address there is the same person here.
    acme.person = { ...acme.person, email: `renamed-${user.id}@acme.example` };
    expect((await acme.signIn(browser())).status).toBe(303);
    expect(await userBy(acme.person['email'])).toBeUndefined();
  });

  it('an application gets its code, with acr, amr and auth_time as the provider told them', async () => {
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path } = await flow.open({ scope: 'openid user', max_age: '3600' });
    acme.mischief = { claims: { acr: 'silver', amr: ['pwd', 'otp'], auth_time: gatehouse.clock.seconds() - 600 } };
    const answer = await acme.signIn(flow.browser, path, 'acme', `${path}/sign-in`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    const consent = await flow.browser.get(path);
    const decided = await flow.decide(path, consent, 'allow');
    const again = await flow.browser.get(decided.headers.get('location') ?? '');
    const code = new URL(again.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const tokens = (await flow.redeem(code)).body;
    expect(claimsOf(tokens.id_token)).toMatchObject({
      acr: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
      amr: ['pwd', 'otp'],
    });
    const age = claimsOf(tokens.id_token).iat - claimsOf(tokens.id_token).auth_time;
    expect([age >= 600, age < 630]).toEqual([true, true]);
  });

  it('an application that wants people of the company has them sign in there, when they have come by their password', async () => {
    const email = `${randomUUID()}@acme.example`;
    const person = await createPerson(gatehouse, { email });
    acme.person = employee({ email });
    expect((await acme.signIn(browser())).status).toBe(303);
    const flow = new AuthorizationFlow(gatehouse, client);
    await flow.tokens(person);
    const { answer } = await flow.open({ scope: 'user', acr_values: 'urn:gatehouse:acr:federated' });
    expectPage(answer, 200, 'Sign in with Acme');
  });

  it('what a person must prove for an application is asked of the provider, and looked at', async () => {
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path } = await flow.open({ prompt: 'login', max_age: '60', login_hint: 'emma@acme.example' });
    const action = `${path}/sign-in`;
    acme.mischief = { claims: { auth_time: gatehouse.clock.seconds() - 600 } };
    expectPage(await acme.signIn(flow.browser, path, 'acme', action), 403, 'Please sign in once more there', path);
    expect(Object.fromEntries(acme.asked.at(-1) ?? [])).toMatchObject({
      prompt: 'login',
      max_age: '60',
      login_hint: 'emma@acme.example',
    });
    acme.mischief = { claims: { auth_time: undefined } };
    expectPage(await acme.signIn(flow.browser, path, 'acme', action), 403, 'Please sign in once more there');
    acme.mischief = {};
    expect((await acme.signIn(flow.browser, path, 'acme', action)).headers.get('location')).toBe(path);
    expectPage(await flow.browser.get(path), 200, 'Allow');
  });

  it('whoever chose who they are is not asked to choose again, however long ago they signed in there', async () => {
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path } = await flow.open({ prompt: 'select_account' });
    acme.mischief = { claims: { auth_time: gatehouse.clock.seconds() - 6000 } };
    expect((await acme.signIn(flow.browser, path, 'acme', `${path}/sign-in`)).status).toBe(303);
    expect(acme.asked.at(-1)?.get('prompt')).toBe('select_account');
    expectPage(await flow.browser.get(path), 200, 'Allow');
  });

  it('what the ID token does not tell is asked of the UserInfo endpoint', async () => {
    const { email, email_verified, realm, ...rest } = employee();
    acme.person = rest;
    acme.userinfo = { email, email_verified, realm };
    expect((await acme.signIn(browser())).status).toBe(303);
    expect(await userBy(email)).toMatchObject({ roles: ['user'] });
  });

  it('an address in the ID token is not verified by what the UserInfo endpoint says', async () => {
    acme.person = employee({ email_verified: undefined, realm: undefined });
    acme.userinfo = { email: acme.person['email'], email_verified: true, realm: { groups: ['engineering'] } };
    expectPage(await acme.signIn(browser()), 403, 'You cannot sign in here yet');
  });

  it('a sign-in that was switched off is gone from the page, and with it those who came by it', async () => {
    const at = browser();
    await acme.signIn(at);
    const back = new URL(await acme.leave(browser(), '/sign-in'));
    await change({ status: 'inactive' });
    expect(await accountOf(at)).not.toContain('Emma Employee');
    const page = await at.get('/sign-in');
    expect(page.text).not.toContain('Sign in with Acme');
    expectPage(await at.get(back.pathname + back.search), 404, 'There is no such way to sign in');
    await change({ status: 'active' });
  });

  it('a provider whose endpoint has moved to another host asks to choose once more', async () => {
    const at = browser();
    acme.publish({ authorization_endpoint: `${host.named('127.0.0.1')}/authorize` });
    gatehouse.clock.advance(601_000);
    const page = await at.get('/sign-in');
    const { hiddenFields } = await import('../support/test-browser.js');
    const again = await at.post('/sign-in', { ...hiddenFields(page), provider: 'acme' });
    expectPage(again, 200, 'Choose once more');
    expect(again.headers.get('content-security-policy')).toContain(host.named('127.0.0.1'));
    expect((await at.post('/sign-in', { ...hiddenFields(again), provider: 'acme' })).status).toBe(303);
    acme.publish();
    gatehouse.clock.advance(601_000);
    const third = await at.post('/sign-in', { ...hiddenFields(again), provider: 'acme' });
    expectPage(third, 200, 'Choose once more');
  });
});

describe('who comes by a provider', () => {
  it('is the person with the verified address, linked from then on, when the policy says so', async () => {
    const person = await createPerson(gatehouse, { email: acme.person['email'], roles: ['user'] });
    expect((await acme.signIn(browser())).status).toBe(303);
    const identities = (await gatehouse.adminCall('GET', `/users/${person.id}/identities`)).body.items;
    expect(identities).toMatchObject([{ subject: acme.person['sub'] }]);
    // The address given to somebody new there does not become this person.
    const { email } = acme.person;
    acme.person = employee({ email });
    expectPage(await acme.signIn(browser()), 403, 'is not linked to Acme');
  });

  it('is not the person with the address where the policy does not say so', async () => {
    await createPerson(gatehouse, { email: acme.person['email'] });
    await change({ link_verified_email: false });
    expectPage(await acme.signIn(browser()), 403, 'is not linked to Acme');
  });

  it('is whom an administrator linked, when nobody else may come', async () => {
    await change({ link_verified_email: false, create_people: false, email_domains: [] });
    expectPage(await acme.signIn(browser()), 403, 'Nobody here is known by what Acme calls you');
    const person = await createPerson(gatehouse);
    const identity = { issuer: acme.issuer, subject: acme.person['sub'] };
    await gatehouse.create(`/users/${person.id}/identities`, identity);
    const at = browser();
    expect((await acme.signIn(at)).status).toBe(303);
    expect(await accountOf(at)).toContain(person.email);
  });

  it('is refused while inactive, by link and by address', async () => {
    await acme.signIn(browser());
    const user = await userBy(acme.person['email']);
    await gatehouse.adminCall('PATCH', `/users/${user.id}`, { status: 'inactive' });
    expectPage(await acme.signIn(browser()), 403, 'Your account is not active');
    acme.person = employee();
    await gatehouse.create('/users', { email: acme.person['email'], name: 'Ina', roles: ['user'], status: 'inactive' });
    expectPage(await acme.signIn(browser()), 403, 'Your account is not active');
  });

  it('is refused without a role, and not written down', async () => {
    acme.person = employee({ realm: { groups: ['visitors', '__proto__', 'constructor'] } });
    expectPage(await acme.signIn(browser()), 403, 'by which you may do anything here');
    expect(await userBy(acme.person['email'])).toBeUndefined();
  });
});

describe('roles of a provider’s mapping', () => {
  const groups = (...names: string[]) => (acme.person = { ...acme.person, realm: { groups: names } });
  const roles = async () => (await userBy(acme.person['email'])).roles as string[];

  it('come and go with the claim; those that an administrator gave stay', async () => {
    groups('heads');
    const first = browser();
    await acme.signIn(first);
    expect((await roles()).sort()).toEqual(['admin', 'user']);
    groups('engineering');
    await acme.signIn(browser());
    expect(await roles()).toEqual(['user']);
    expect(await accountOf(first)).not.toContain('Emma Employee');
    await gatehouse.create('/scopes', { name: 'payroll', tier: 'user', description: 'See salaries' });
    await gatehouse.adminCall('PATCH', `/users/${(await userBy(acme.person['email'])).id}`, {
      roles: ['user', 'payroll'],
    });
    groups();
    await acme.signIn(browser());
    expect(await roles()).toEqual(['payroll']);
    groups('engineering');
    await acme.signIn(browser());
    expect(await roles()).toEqual(['payroll', 'user']);
  });

  it('leave nothing to whoever has lost them all, who is let in no more', async () => {
    const at = browser();
    await acme.signIn(at);
    groups();
    for (let round = 0; round < 2; round++)
      expectPage(await acme.signIn(browser()), 403, 'by which you may do anything here');
    expect(await roles()).toEqual(['anonymous']);
    expect(await accountOf(at)).not.toContain('Emma Employee');
    groups('engineering');
    expect((await acme.signIn(browser())).status).toBe(303);
    expect(await roles()).toEqual(['user']);
  });

  it('are one text or several, and nothing else', async () => {
    acme.person = employee({ realm: { groups: 'engineering' } });
    await acme.signIn(browser());
    expect(await roles()).toEqual(['user']);
    for (const odd of [1, true, { engineering: true }, [['engineering']], null]) {
      acme.person = employee({ realm: { groups: odd } });
      expectPage(await acme.signIn(browser()), 403, 'by which you may do anything here');
    }
  });

  it('are also those of everybody who comes by it', async () => {
    await change({ role_claim: [], role_map: {}, roles_of_all: ['user'] });
    acme.person = employee({ realm: undefined });
    expect((await acme.signIn(browser())).status).toBe(303);
    expect(await roles()).toEqual(['user']);
  });
});
