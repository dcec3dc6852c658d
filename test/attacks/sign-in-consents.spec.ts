import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  PASSWORD,
  REDIRECT,
} from '../support/people.js';
import type { RelyingParty, TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

let g: TestGatehouse;
beforeAll(async () => {
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
});
afterAll(() => g.stop());

const locationOf = (answer: Answer): string => answer.headers.get('location') ?? '';
const isConsent = (answer: Answer): boolean => answer.status === 200 && answer.text.includes('value="allow"');
const consentsOf = (person: TestPerson) =>
  g.sql<{ scope: string[] }>('SELECT scope FROM consents WHERE user_id = $1', [person.id]);

/** Everything a person has to do, until the browser is sent away from Gatehouse. @returns where to */
async function walk(flow: AuthorizationFlow, person: TestPerson, changes: Record<string, string | undefined> = {}) {
  const { path, answer } = await flow.open(changes);
  let page = answer;
  for (let steps = 0; page.status === 200 && steps < 4; steps++) {
    const sent = await (isConsent(page) ? flow.decide(path, page, 'allow') : flow.signIn(path, page, person));
    page = await flow.browser.get(locationOf(sent));
  }
  return locationOf(page);
}

/** Signs a person in at the account page of a browser, as in another tab. */
async function signInElsewhere(browser: TestBrowser, person: TestPerson): Promise<void> {
  const page = await browser.get('/sign-in');
  const sent = await browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
  expect([sent.status, locationOf(sent)]).toEqual([303, '/account']);
}

/** A browser that shows the consent page of a request. */
async function consentPage(client: RelyingParty, person: TestPerson, changes: Record<string, string> = {}) {
  const flow = new AuthorizationFlow(g, client);
  const { path, answer } = await flow.open(changes);
  const sent = await flow.signIn(path, answer, person);
  const page = await flow.browser.get(locationOf(sent));
  expect(isConsent(page)).toBe(true);
  return { flow, path, page };
}

describe('another program takes the place of a public client that a person once allowed (3, 40)', () => {
  const places = [
    ['http://127.0.0.1/callback', 'http://127.0.0.1:50123/callback', 'http://127.0.0.1:6666/callback'],
    ['http://[::1]/callback', 'http://[::1]:50123/callback', 'http://[::1]:6666/callback'],
    ['http://localhost:50123/callback', 'http://localhost:50123/callback', 'http://localhost:50123/callback'],
    ['com.example.app:/callback', 'com.example.app:/callback', 'com.example.app:/callback'],
  ] as const;

  it.each(places)('%s: the person is asked again each time', async (registered, first, second) => {
    const person = await createPerson(g);
    const client = await createRelyingParty(g, { token_endpoint_auth_method: 'none', redirect_uris: [registered] });
    const flow = new AuthorizationFlow(g, client);
    expect(await walk(flow, person, { redirect_uri: first })).toMatch(/[?&]code=/);
    const thief = new AuthorizationFlow(g, client, flow.browser);
    expect(isConsent((await thief.open({ redirect_uri: second })).answer)).toBe(true);
    const silent = await thief.open({ redirect_uri: second, prompt: 'none' });
    expect(locationOf(silent.answer)).toMatch(/[?&]error=consent_required&/);
  });

  it.each(places)('%s: also when the client is of the house', async (registered, first, second) => {
    const person = await createPerson(g);
    const fields = { token_endpoint_auth_method: 'none', redirect_uris: [registered], first_party: true };
    const flow = new AuthorizationFlow(g, await createRelyingParty(g, fields));
    await signInElsewhere(flow.browser, person);
    expect(isConsent((await flow.open({ redirect_uri: first })).answer)).toBe(true);
    const silent = await flow.open({ redirect_uri: second, prompt: 'none' });
    expect(locationOf(silent.answer)).toMatch(/[?&]error=consent_required&/);
  });
});

describe('a client asks by claims for what its scopes do not give it (11)', () => {
  it.each(['id_token', 'userinfo'])('%s: it learns neither name nor e-mail address', async (where) => {
    const person = await createPerson(g);
    const client = await createRelyingParty(g, { scope: 'openid' });
    const flow = new AuthorizationFlow(g, client);
    const claims = JSON.stringify({ [where]: { email: { essential: true }, name: null, preferred_username: null } });
    const { id_token, access_token } = await flow.tokens(person, { scope: 'openid', claims });
    const headers = { authorization: `Bearer ${access_token}` };
    const userinfo = await g.request('GET', '/oauth/userinfo', { headers });
    const learnt = { ...claimsOf(id_token), ...userinfo.body };
    expect(learnt).not.toHaveProperty('email');
    expect(learnt).not.toHaveProperty('name');
    expect(learnt).not.toHaveProperty('preferred_username');
  });

  it('nor does a consent to less, given before, cover it', async () => {
    const person = await createPerson(g);
    const flow = new AuthorizationFlow(g, await createRelyingParty(g));
    await flow.code(person, { scope: 'openid' });
    const claims = JSON.stringify({ id_token: { email: null }, userinfo: { email: null } });
    const { answer } = await flow.open({ scope: 'openid', claims });
    if (isConsent(answer)) return;
    const { id_token } = (await flow.redeem(new URL(locationOf(answer)).searchParams.get('code') ?? '')).body;
    expect(claimsOf(id_token)).not.toHaveProperty('email');
  });
});

describe('a consent is for what its page showed, and for whom (40)', () => {
  it('the page that one person opened does not speak for another who signed in meanwhile', async () => {
    const [person, other] = [await createPerson(g), await createPerson(g, { roles: ['admin'], name: 'Root Person' })];
    const client = await createRelyingParty(g, { scope: 'openid user admin' });
    const { flow, path, page } = await consentPage(client, person, { scope: 'openid user admin' });
    expect(page.text).not.toContain('<code>admin</code>');
    await signInElsewhere(flow.browser, other);
    await flow.decide(path, page, 'allow');
    expect(await consentsOf(other)).toEqual([]);
    expect(locationOf(await flow.browser.get(path))).toBe('');
  });

  it('nor for scopes that the person was given after the page was shown', async () => {
    const person = await createPerson(g);
    const client = await createRelyingParty(g, { scope: 'openid user admin' });
    const { flow, path, page } = await consentPage(client, person, { scope: 'openid user admin' });
    expect((await g.adminCall('PATCH', `/users/${person.id}`, { roles: ['user', 'admin'] })).status).toBe(200);
    await flow.decide(path, page, 'allow');
    expect((await consentsOf(person)).flatMap(({ scope }) => scope)).not.toContain('admin');
    expect(locationOf(await flow.browser.get(path))).toBe('');
  });

  it.each([{ client_name: 'Another name' }, { purpose: 'Another purpose' }, { client_uri: 'https://other.example' }])(
    'nor for a client that has become %j since',
    async (change) => {
      const person = await createPerson(g);
      const client = await createRelyingParty(g);
      const { flow, path, page } = await consentPage(client, person);
      expect((await g.adminCall('PATCH', `/clients/${client.id}`, change)).status).toBe(200);
      await flow.decide(path, page, 'allow');
      expect(await consentsOf(person)).toEqual([]);
      expect(isConsent(await flow.browser.get(path))).toBe(true);
    },
  );

  it('what the first person allowed is nothing to the next who signs in', async () => {
    const [person, other] = [await createPerson(g), await createPerson(g)];
    const client = await createRelyingParty(g);
    const { flow, path, page } = await consentPage(client, person);
    await flow.decide(path, page, 'allow');
    await signInElsewhere(flow.browser, other);
    expect(isConsent(await flow.browser.get(path))).toBe(true);
  });
});

describe('what an administrator takes from a client is taken from requests under way, too (5)', () => {
  it.each([
    ['its redirect URI', () => ({ redirect_uris: ['https://other.example.test/callback'] })],
    ['its grants', () => ({ grant_types: ['client_credentials'], redirect_uris: [] })],
    ['its time', () => ({ expires_at: new Date(g.clock.now() + 60_000).toISOString() })],
  ])('%s: no code goes out', async (_, changed) => {
    const change = changed();
    const person = await createPerson(g);
    const client = await createRelyingParty(g);
    const { flow, path, page } = await consentPage(client, person);
    expect((await g.adminCall('PATCH', `/clients/${client.id}`, change)).status).toBe(200);
    if ('expires_at' in change) g.clock.advance(61_000);
    const sent = await flow.decide(path, page, 'allow');
    const end = sent.status === 303 ? await flow.browser.get(locationOf(sent)) : sent;
    expect(locationOf(end)).not.toContain('code=');
  });
});

describe('a client keeps a code until the person has second thoughts', () => {
  it('a code that was given before the consent was withdrawn buys nothing after', async () => {
    const person = await createPerson(g);
    const flow = new AuthorizationFlow(g, await createRelyingParty(g));
    const code = await flow.code(person, { scope: 'openid offline_access user' });
    const account = await flow.browser.get('/account');
    const action = /action="(\/account\/consents\/[^"]+)"/.exec(account.text)?.[1] ?? '';
    const withdrawn = await flow.browser.post(action, hiddenFields(account));
    expect([withdrawn.status, locationOf(withdrawn)]).toEqual([303, '/account']);
    expect((await flow.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('nor one when an administrator withdrew it', async () => {
    const person = await createPerson(g);
    const flow = new AuthorizationFlow(g, await createRelyingParty(g));
    const code = await flow.code(person, { scope: 'openid offline_access user' });
    const { body } = await g.adminCall('GET', `/consents?user_id=${person.id}`);
    expect((await g.adminCall('DELETE', `/consents/${body.items[0].id}`)).status).toBe(204);
    expect((await flow.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a client redeems its code just while somebody is shut out', () => {
  const causes: Record<string, (person: TestPerson) => Promise<unknown>> = {
    'loses a role': ({ id }) => g.adminCall('PATCH', `/users/${id}`, { roles: ['user'] }),
    'is deactivated': ({ id }) => g.adminCall('PATCH', `/users/${id}`, { status: 'inactive' }),
    'sets a new password by a link': async ({ id }) => {
      const { url } = await g.create(`/users/${id}/setup-link`, {});
      const browser = new TestBrowser(g.url);
      const page = await browser.get((url as string).slice(g.url.length));
      const password = 'quite another good password';
      return browser.post('/setup', { ...hiddenFields(page), password, password_again: password });
    },
  };

  it.each(['openid admin offline_access', 'openid admin'])('with scope %s no session slips through', async (scope) => {
    for (const [cause, shutOut] of Object.entries(causes)) {
      const person = await createPerson(g, { roles: ['admin', 'user'] });
      const client = await createRelyingParty(g, { scope: 'openid admin offline_access' });
      const flow = new AuthorizationFlow(g, client);
      const code = await flow.code(person, { scope });
      const [redeemed] = await whileHeld(g, ['LOCK TABLE refresh_tokens IN SHARE MODE'], async (lock) => {
        const redeeming = flow.redeem(code);
        await lock.waitedFor(1);
        const shuttingOut = shutOut(person);
        await lock.waitedFor(2);
        await lock.release();
        return Promise.all([redeeming, shuttingOut]);
      });
      const open = await g.sql('SELECT scope FROM sessions WHERE user_id = $1 AND closed_at IS NULL', [person.id]);
      expect([cause, open]).toEqual([cause, []]);
      if (redeemed.status === 200) expect((await flow.refresh(redeemed.body.refresh_token)).status).toBe(400);
    }
  });

  it('nor does a scope that the client loses live on in its refresh token', async () => {
    const person = await createPerson(g);
    const client = await createRelyingParty(g);
    const flow = new AuthorizationFlow(g, client);
    const code = await flow.code(person, { scope: 'openid user mcp offline_access' });
    const redeemed = await whileHeld(g, ['SELECT 1 FROM authorization_codes FOR UPDATE'], async (lock) => {
      const redeeming = flow.redeem(code);
      await lock.waitedFor(1);
      const changing = g.adminCall('PATCH', `/clients/${client.id}`, { scope: 'openid user offline_access' });
      await lock.waitedFor(2);
      await lock.release();
      expect((await changing).status).toBe(200);
      return redeeming;
    });
    if (redeemed.status !== 200) return;
    const refreshed = await flow.refresh(redeemed.body.refresh_token);
    expect(String(refreshed.body.scope).split(' ')).not.toContain('mcp');
  });
});

describe('a person who has not allowed it to go on without them', () => {
  it.each(['none', 'client_secret_basic'])('client of %s: stops it when the sign-in ends by time', async (method) => {
    const person = await createPerson(g);
    const flow = new AuthorizationFlow(g, await createRelyingParty(g, { token_endpoint_auth_method: method }));
    const { refresh_token } = await flow.tokens(person, { scope: 'openid user' });
    g.clock.advance(g.settings.WEB_SESSION_SECONDS * 1000 + 1000);
    expect((await flow.refresh(refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('stops it when they sign out, and offline_access goes on', async () => {
    const person = await createPerson(g);
    const flow = new AuthorizationFlow(g, await createRelyingParty(g));
    const online = await flow.tokens(person, { scope: 'openid user' });
    const offline = await flow.tokens(person, { scope: 'openid user offline_access' });
    const account = await flow.browser.get('/account');
    await flow.browser.post('/sign-out', hiddenFields(account));
    expect((await flow.refresh(online.refresh_token)).status).toBe(400);
    expect((await flow.refresh(offline.refresh_token)).status).toBe(200);
  });
});

describe('everything that ends sessions happens at once', () => {
  it('and nobody meets a fault of ours', async () => {
    for (let round = 0; round < 3; round++) {
      const person = await createPerson(g, { roles: ['admin', 'user'] });
      const clients = await Promise.all([0, 1, 2].map(() => createRelyingParty(g)));
      const flows = clients.map((client) => new AuthorizationFlow(g, client));
      const tokens: { refresh_token: string }[] = [];
      for (const flow of flows) tokens.push(await flow.tokens(person, { scope: 'openid user offline_access' }));
      for (const flow of flows) tokens.push(await flow.tokens(person, { scope: 'openid user' }));
      const { url } = await g.create(`/users/${person.id}/setup-link`, {});
      const setup = new TestBrowser(g.url);
      const page = await setup.get((url as string).slice(g.url.length));
      const password = 'quite another good password';
      const accounts = await Promise.all(flows.map(({ browser }) => browser.get('/account')));
      const answers = await Promise.all([
        ...flows.map(({ browser }, index) => browser.post('/sign-out', hiddenFields(accounts[index] as Answer))),
        ...flows.map((flow, index) => flow.post('/oauth/revoke', { token: tokens[index]?.refresh_token })),
        ...flows.map((flow, index) => flow.post('/oauth/revoke', { token: tokens[index + 3]?.refresh_token })),
        ...clients.slice(1).map(({ id }) => g.adminCall('DELETE', `/clients/${id}`)),
        g.adminCall('PATCH', `/clients/${clients[0]?.id}`, { scope: 'openid user' }),
        g.adminCall('PATCH', `/users/${person.id}`, { roles: ['user'] }),
        setup.post('/setup', { ...hiddenFields(page), password, password_again: password }),
        new AuthorizationFlow(g, clients[0] as RelyingParty).open().then(({ answer }) => answer),
        signInElsewhere(flows[0]!.browser, person).then(
          () => accounts[0] as Answer,
          () => accounts[0] as Answer,
        ),
      ]);
      expect([answers.filter(({ status }) => status >= 500).length, g.errors()]).toEqual([0, '']);
    }
  });
});

describe('what a page cannot be made to show', () => {
  it('names the place where the browser goes, not the one that is registered', async () => {
    const client = await createRelyingParty(g, { redirect_uris: ['http://127.0.0.1/callback'] });
    const flow = new AuthorizationFlow(g, client);
    const { path, answer } = await flow.open({ redirect_uri: 'http://127.0.0.1:50123/callback' });
    const sent = await flow.signIn(path, answer, await createPerson(g));
    expect((await flow.browser.get(locationOf(sent))).text).toContain('>127.0.0.1:50123<');
  });

  it('sends a refusal to the client alone', async () => {
    const { flow, path, page } = await consentPage(await createRelyingParty(g), await createPerson(g));
    const denied = await flow.decide(path, page, 'deny');
    expect(locationOf(denied).startsWith(`${REDIRECT}?error=access_denied&`)).toBe(true);
    expect((await flow.decide(path, page, 'allow')).status).toBe(400);
  });
});
