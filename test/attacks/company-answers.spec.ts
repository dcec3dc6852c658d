import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let host: HttpsHost;
let g: TestGatehouse;
let acme: CompanyProvider;
beforeAll(async () => {
  host = await HttpsHost.start();
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '60000/60', ...host.settings });
  acme = await CompanyProvider.start(host, () => g);
  await acme.register(g, {
    create_people: true,
    link_verified_email: true,
    email_domains: ['acme.example'],
    role_claim: ['groups'],
    role_map: { staff: ['user'], visitors: ['anonymous'] },
    acr_map: { gold: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' },
  });
});
beforeEach(() => {
  acme.mischief = {};
  acme.userinfo = {};
  const sub = randomUUID();
  acme.person = { sub, email: `${sub}@acme.example`, email_verified: true, groups: ['staff'] };
});
afterAll(async () => {
  await g.stop();
  await host.stop();
});

const browser = () => new TestBrowser(g.url);
const signedIn = async (at: TestBrowser) => (await at.get('/account')).status === 200;
const people = async () => (await g.sql<{ count: number }>('SELECT count(*)::int AS count FROM users'))[0]?.count;

/** What is remembered of how the person came in. */
const means = async () =>
  (
    await g.sql(
      `SELECT s.acr, s.amr, w.upstream_sid AS sid, i.tenant FROM web_sessions w JOIN sessions s ON s.id = w.session_id
         JOIN user_identities i ON i.user_id = s.user_id WHERE w.upstream_subject = $1`,
      [acme.person['sub']],
    )
  )[0];
const FEDERATED = { acr: 'urn:gatehouse:acr:federated', amr: [], sid: null, tenant: '' };

describe('an answer in which there is more than belongs there', () => {
  it.each([
    ['a second code', 'code', 'other', 502],
    ['a second issuer', 'iss', 'https://evil.example', 502],
    ['a second state', 'state', 'other', 400],
    ['an answer in a JWT', 'response', 'a.b.c', 502],
    ['an ID token beside the code', 'id_token', 'a.b.c', 502],
    ['an error beside the code', 'error', 'access_denied', 403],
  ])('%s lets nobody in', async (_what, name, value, status) => {
    const at = browser();
    const back = new URL(await acme.leave(at, '/sign-in'));
    back.searchParams.append(name, value);
    expectPage(await at.get(back.pathname + back.search), status);
    expect([await signedIn(at), g.errors()]).toEqual([false, '']);
  });
});

describe('an ID token that is not quite ours', () => {
  it.each<[string, Record<string, unknown>]>([
    ['made for another party', { azp: 'somebody-else' }],
    ['made for no party', { azp: null }],
    ['made tomorrow', { iat: 4_000_000_000, exp: 4_000_000_300 }],
    ['of half a letter', { sub: '\ud800' }],
    ['of a NUL', { sub: 'a\u0000' }],
    ['of somebody with too long a name', { sub: 'x'.repeat(256) }],
  ])('%s signs nobody in', async (_what, claims) => {
    acme.mischief = { claims };
    const before = await people();
    const at = browser();
    expectPage(await acme.signIn(at), 502);
    expect([await signedIn(at), await people(), g.errors()]).toEqual([false, before, '']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a NUL in the name of its session', { sid: 'a\u0000' }],
    ['half a letter in it', { sid: '\udfff' }],
    ['a session that is a list', { sid: ['a'] }],
    ['classes in a list', { acr: ['gold'] }],
    ['a class that every object has', { acr: '__proto__' }],
    ['methods that are no list', { amr: { mfa: true } }],
    ['a method with a NUL', { amr: ['\u0000'] }],
  ])('%s is passed over', async (_what, claims) => {
    acme.mischief = { claims };
    expect((await acme.signIn(browser())).status).toBe(303);
    expect([await means(), g.errors()]).toEqual([FEDERATED, '']);
  });

  it('the role of nobody lets nobody in', async () => {
    acme.person['groups'] = ['visitors'];
    const before = await people();
    const at = browser();
    expectPage(await acme.signIn(at), 403, 'by which you may do anything here');
    expect([await signedIn(at), await people()]).toEqual([false, before]);
  });
});

describe('what the UserInfo endpoint says', () => {
  it('is nothing about how, when and as whom somebody signed in: nobody has signed that', async () => {
    const { email, email_verified, ...signed } = acme.person;
    acme.person = signed;
    const claimed = { acr: 'gold', amr: ['hwk'], sid: 'another', tenant: 'another', auth_time: 1 };
    acme.userinfo = { email, email_verified, ...claimed };
    expect((await acme.signIn(browser())).status).toBe(303);
    expect(await means()).toEqual(FEDERATED);
  });

  it.each([['somebody else'], [undefined], [null], [7]])('of %j is believed of nobody', async (sub) => {
    const { email, email_verified, ...signed } = acme.person;
    acme.person = signed;
    acme.userinfo = { email, email_verified, sub };
    const at = browser();
    expectPage(await acme.signIn(at), 502);
    expect([await signedIn(at), g.errors()]).toEqual([false, '']);
  });
});

describe('a browser that somebody left open', () => {
  const asksWho = async (at: TestBrowser) => (await at.get('/account')).text.includes('confirm in another way');

  it('is no proof of them: a provider that does not say when it was lets nobody make keys', async () => {
    const at = browser();
    expect((await acme.signIn(at)).status).toBe(303);
    expect(await asksWho(at)).toBe(true);
  });

  it('who has just shown there that it is them need not do so again', async () => {
    const at = browser();
    acme.mischief = { claims: { auth_time: g.clock.seconds() } };
    expect((await acme.signIn(at)).status).toBe(303);
    expect(await asksWho(at)).toBe(false);
  });
});

describe('a logout token with what is no name', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a NUL for a person', { sub: 'a\u0000' }],
    ['a NUL for a session', { sid: 'a\u0000' }],
    ['half a letter for a session', { sid: '\ud800' }],
    ['a NUL in its own', { sub: 'a', jti: 'a\u0000' }],
    ['a list of persons', { sub: ['a'] }],
    ['no time at all', { sub: 'a', iat: 1e300 }],
  ])('%s is refused', async (_what, claims) => {
    const answer = await g.request('POST', '/sign-in/backchannel-logout/acme', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: await acme.logoutToken(claims) }).toString(),
    });
    expect([answer.status, answer.body.error, g.errors()]).toEqual([400, 'invalid_request', '']);
  });
});

describe('a provider whose metadata lies since it was registered', () => {
  const published = (changes: Record<string, unknown> = {}) => {
    acme.publish(changes);
    g.clock.advance(600_001);
  };
  afterEach(() => published());
  const guarded = 'does not answer at this moment';

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['a token endpoint without TLS', { token_endpoint: 'http://127.0.0.1/token' }],
    ['a token endpoint inside', { token_endpoint: 'https://169.254.169.254/token' }],
    ['a token endpoint with a user', { token_endpoint: 'https://a:b@localhost/token' }],
    ['keys inside', { jwks_uri: 'https://10.0.0.1/keys' }],
    ['keys in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['a UserInfo endpoint inside', { userinfo_endpoint: 'https://169.254.169.254/userinfo' }],
    ['more than anybody reads', { padding: 'x'.repeat(300_000) }],
  ])('with %s, nobody is signed in', async (_what, changes) => {
    published(changes);
    // What the ID token does not tell would be asked there.
    acme.person['email'] = undefined;
    const at = browser();
    const fields = hiddenFields(await at.get('/sign-in'));
    const sent = await at.post('/sign-in', { ...fields, provider: 'acme' });
    const location = sent.headers.get('location');
    const back = location === null ? null : new URL(acme.visit(location));
    expectPage(back === null ? sent : await at.get(back.pathname + back.search), 503, guarded);
    expect([await signedIn(at), g.errors()]).toEqual([false, '']);
  });

  it.each([
    "https://localhost/a;script-src 'unsafe-inline'",
    'https://localhost/a b',
    'javascript:alert(1)',
    'https://*',
  ])('the page’s policy is none that %j could write', async (authorization_endpoint) => {
    const at = browser();
    const policy = async () => (await at.get('/sign-in')).headers.get('content-security-policy');
    const before = await policy();
    published({ authorization_endpoint });
    const fields = hiddenFields(await at.get('/sign-in'));
    await at.post('/sign-in', { ...fields, provider: 'acme' });
    expect(await policy()).toBe(before);
  });
});
