import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { type ForeignKey, foreignKey, signed } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createPerson } from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let host: HttpsHost;
let g: TestGatehouse;
let acme: CompanyProvider;
let evil: CompanyProvider;
let other: ForeignKey;
beforeAll(async () => {
  host = await HttpsHost.start();
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '60000/60', ...host.settings });
  other = await foreignKey();
  acme = await CompanyProvider.start(host, () => g);
  evil = await CompanyProvider.start(host, () => g, '/evil');
  const rules = { create_people: true, link_verified_email: true, roles_of_all: ['user'] };
  await acme.register(g, { ...rules, email_domains: ['acme.example'] });
  await evil.register(g, { ...rules, slug: 'evil', name: 'Evil', email_domains: ['evil.example'] });
});
beforeEach(() => {
  for (const provider of [acme, evil]) {
    provider.mischief = {};
    const sub = randomUUID();
    const email = `${sub}@${provider === acme ? 'acme' : 'evil'}.example`;
    provider.person = { sub, email, email_verified: true };
  }
});
afterAll(async () => {
  await g.stop();
  await host.stop();
});

const browser = () => new TestBrowser(g.url);
const pathOf = (url: string): string => url.slice(new URL(url).origin.length);
const signedIn = async (at: TestBrowser) => (await at.get('/account')).status === 200;
const people = async () => (await g.sql<{ count: number }>('SELECT count(*)::int AS count FROM users'))[0]?.count;

/** Nobody is let in, and nobody is written down. */
async function expectNobody(at: TestBrowser, answer: Answer, status: number, ...texts: string[]): Promise<void> {
  expectPage(answer, status, ...texts);
  expect(await signedIn(at)).toBe(false);
}

describe('an address that only looks like one of the company (13)', () => {
  it.each([
    'boss@evil.example@acme.example',
    'boss@acme.example@evil.example',
    '"boss@acme.example"@evil.example',
    '"boss"@acme.example',
    'boss＠acme.example',
    'boss﹫acme.example',
    'boss@аcme.example',
    'boss@acme.example\u0000',
    'boss@acme.example\n',
    ' boss@acme.example',
    'boss@acme.example ',
    'boss@acme.example.evil.example',
    'boss@sub.acme.example',
    'boss@acme.example.',
    'boss@xacme.example',
    'boss@ａcme.example',
    'boſs@acme.example',
    'boss@acme.exampl\u212a',
    'boss@acme%2eexample',
    'boss@[127.0.0.1]',
    'acme.example',
    '@acme.example',
    'boss@',
    '<boss@acme.example>',
    'boss@acme.example,boss@evil.example',
    `${'a'.repeat(65)}@acme.example`,
    ['boss@acme.example'],
    { toString: 'boss@acme.example' },
    null,
  ])('%j signs nobody in', async (email) => {
    const before = await people();
    acme.person = { ...acme.person, email };
    const at = browser();
    await expectNobody(at, await acme.signIn(at), 403, 'You cannot sign in here yet');
    expect(await people()).toBe(before);
  });

  it.each([false, 'true', 1, null, undefined, ['true'], {}])(
    'nor does one whose email_verified is %j',
    async (verified) => {
      acme.person = { ...acme.person, email_verified: verified };
      const at = browser();
      await expectNobody(at, await acme.signIn(at), 403, 'You cannot sign in here yet');
    },
  );

  it('upper case is the same mailbox, and no second person', async () => {
    const person = await createPerson(g, { email: acme.person['email'] });
    acme.person = { ...acme.person, email: String(acme.person['email']).toUpperCase().replace('ACME', 'Acme') };
    const at = browser();
    expect((await acme.signIn(at)).status).toBe(303);
    expect((await at.get('/account')).text).toContain(person.email);
  });
});

describe('one provider’s answer at another (14)', () => {
  it('a state is good for the provider that it was made for, and for no other', async () => {
    for (const [from, to] of [
      ['acme', 'evil'],
      ['evil', 'acme'],
    ]) {
      const at = browser();
      const provider = from === 'acme' ? acme : evil;
      const back = pathOf(await provider.leave(at, '/sign-in', from));
      await expectNobody(at, await at.get(back.replace(`/${from}?`, `/${to}?`)), 400, 'This sign-in cannot go on');
      expect((await at.get(back)).status).toBe(303);
    }
  });

  it.each(['https://evil.example', '', 'nothing', undefined])(
    'an answer whose iss is %j is not believed',
    async (iss) => {
      acme.mischief = { answer: { iss: iss === 'nothing' ? `${acme.issuer}/` : iss } };
      const at = browser();
      await expectNobody(at, await acme.signIn(at), 502, 'could not be confirmed');
    },
  );

  it('a person of one issuer is nobody of another, whatever they are called', async () => {
    expect((await acme.signIn(browser())).status).toBe(303);
    evil.person = { ...evil.person, sub: acme.person['sub'] };
    const at = browser();
    expect((await evil.signIn(at, '/sign-in', 'evil')).status).toBe(303);
    expect((await at.get('/account')).text).not.toContain(String(acme.person['email']));
  });

  it('a provider cannot speak for addresses of another company', async () => {
    await createPerson(g, { email: acme.person['email'] });
    evil.person = { ...evil.person, email: acme.person['email'] };
    const at = browser();
    await expectNobody(at, await evil.signIn(at, '/sign-in', 'evil'), 403, 'You cannot sign in here yet');
  });
});

describe('somebody’s account is linked without them (15, 9)', () => {
  it('an answer is good in the browser that was sent away, alone, and only once', async () => {
    const [mine, theirs] = [browser(), browser()];
    await theirs.get('/sign-in');
    const back = pathOf(await acme.leave(mine, '/sign-in'));
    await expectNobody(theirs, await theirs.get(back), 400, 'This sign-in cannot go on');
    expect((await mine.get(back)).status).toBe(303);
    expectPage(await mine.get(back), 400, 'This sign-in cannot go on');
  });

  it('an answer is good for ten minutes', async () => {
    const at = browser();
    const back = pathOf(await acme.leave(at, '/sign-in'));
    g.clock.advance(600_000);
    await expectNobody(at, await at.get(back), 400, 'This sign-in cannot go on');
  });

  it('a page of another site cannot send anybody away', async () => {
    const at = browser();
    const fields = { ...hiddenFields(await at.get('/sign-in')), provider: 'acme' };
    const count = acme.asked.length;
    for (const [sent, headers] of [
      [{ provider: 'acme' }, {}],
      [{ ...fields, form_token: 'A'.repeat(43) }, {}],
      [fields, { 'sec-fetch-site': 'cross-site' }],
    ] as [Record<string, string>, Record<string, string>][]) {
      expectPage(await at.post('/sign-in', sent, headers), 403);
    }
    for (const path of ['/sign-in?provider=acme', '/sign-in/acme', '/sign-in/callback/acme']) {
      expect((await at.get(path)).headers.get('location')).toBeNull();
    }
    expect(acme.asked.length).toBe(count);
  });

  it('the way back is a path of ours, whatever the form or the answer says', async () => {
    const at = browser();
    const page = await at.get('/sign-in');
    const sent = await at.post('/sign-in', { ...hiddenFields(page), provider: 'acme', next: 'https://evil.example' });
    const back = pathOf(acme.visit(sent.headers.get('location') ?? ''));
    const answer = await at.get(`${back}&next=https%3A%2F%2Fevil.example`);
    expect(answer.headers.get('location')).toBe('/account');
  });

  it.each(['nobody', 'ACME', '..', '%2e%2e', 'acme%00', '__proto__'])('there is no provider %s', async (slug) => {
    const at = browser();
    const fields = { ...hiddenFields(await at.get('/sign-in')), provider: slug };
    const answer = await at.post('/sign-in', fields);
    expectPage(answer, 404, 'There is no such way to sign in');
  });
});

describe('an answer that is not what it should be (30, 31)', () => {
  const now = () => g.clock.seconds();
  const unsigned = (header: object, claims: object): string =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

  it.each<[string, () => CompanyProvider['mischief']]>([
    ['a wrong nonce', () => ({ claims: { nonce: randomUUID() } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['a wrong issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['an issuer with a slash', () => ({ claims: { iss: `${acme.issuer}/` } })],
    ['issuers in a list', () => ({ claims: { iss: [acme.issuer] } })],
    ['a wrong audience', () => ({ claims: { aud: 'somebody-else' } })],
    ['another party beside us', () => ({ claims: { aud: [acme.clientId, 'x'], azp: 'x' } })],
    ['no audience', () => ({ claims: { aud: undefined } })],
    ['one that has expired', () => ({ claims: { exp: now() - 60 } })],
    ['no end', () => ({ claims: { exp: undefined } })],
    ['no time', () => ({ claims: { iat: undefined } })],
    ['one of tomorrow', () => ({ claims: { nbf: now() + 86_400 } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
    ['a number for a subject', () => ({ claims: { sub: 7 } })],
    ['alg none', () => ({ idToken: (claims) => `${unsigned({ alg: 'none' }, claims)}.` })],
    [
      'HS256 with the secret',
      () => ({
        idToken: (claims) => {
          const text = unsigned({ alg: 'HS256' }, claims);
          return `${text}.${createHmac('sha256', acme.secret).update(text).digest('base64url')}`;
        },
      }),
    ],
    [
      'HS256 with the public key',
      () => ({
        idToken: (claims) => {
          const text = unsigned({ alg: 'HS256', kid: acme.key.jwk.kid }, claims);
          return `${text}.${createHmac('sha256', JSON.stringify(acme.key.jwk)).update(text).digest('base64url')}`;
        },
      }),
    ],
    ['a key that is unknown', () => ({ idToken: (claims) => signed(JSON.stringify(claims), other) })],
    [
      'another key under the name of theirs',
      () => ({ idToken: (claims) => signed(JSON.stringify(claims), other, { kid: acme.key.jwk.kid }) }),
    ],
    [
      'a key in the token',
      () => ({ idToken: (claims) => signed(JSON.stringify(claims), other, { jwk: other.jwk, kid: undefined }) }),
    ],
    ['a critical header that nobody knows', () => ({ header: { crit: ['ours'], ours: 1 } })],
    ['no token at all', () => ({ idToken: () => '' })],
    ['something else', () => ({ idToken: () => 'a.b.c' })],
    ['no code', () => ({ answer: { code: undefined } })],
    ['a made-up code', () => ({ answer: { code: 'made-up' } })],
    ['garbage from the token endpoint', () => ({ token: (response) => void response.end('<html>') })],
    [
      'JSON that is none',
      () => ({
        token: (response) =>
          void response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token"'),
      }),
    ],
    [
      'a token of another type',
      () => ({
        token: (response) =>
          void response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ access_token: 'x', token_type: 'mac' })),
      }),
    ],
  ])('%s signs nobody in', async (_name, mischief) => {
    acme.mischief = mischief();
    const before = await people();
    const at = browser();
    const answer = await acme.signIn(at);
    await expectNobody(at, answer, 502, 'Try again', 'href="/sign-in"'.replace('/sign-in', '/account'));
    expect([await people(), g.errors()]).toEqual([before, '']);
    // Nothing but the state was spent.
    acme.mischief = {};
    expect((await acme.signIn(at)).status).toBe(303);
  });

  it.each<[string, number, string]>([
    ['access_denied', 403, 'did not let you in'],
    ['login_required', 403, 'did not let you in'],
    ['temporarily_unavailable', 503, 'does not answer at this moment'],
    ['server_error', 503, 'does not answer at this moment'],
    ['invalid_request', 502, 'An administrator can mend that'],
    ['unauthorized_client', 502, 'An administrator can mend that'],
    ['<script>alert(1)</script>', 502, 'An administrator can mend that'],
  ])('the error %s is a page that helps', async (error, status, text) => {
    acme.mischief = { answer: { code: undefined, error, error_description: '<b>call 555</b>' } };
    const at = browser();
    const answer = await acme.signIn(at);
    await expectNobody(at, answer, status, text, 'Try again');
    for (const foreign of ['<script>', '<b>', 'call 555']) expect(answer.text).not.toContain(foreign);
  });

  it.each<[string, number, string, number]>([
    ['{"error":"invalid_client"}', 401, 'An administrator can mend that', 502],
    ['{"error":"invalid_grant"}', 400, 'could not be confirmed', 502],
    ['{"error":"server_error"}', 500, 'does not answer at this moment', 503],
    ['broken', 500, 'does not answer at this moment', 503],
    ['', 302, 'does not answer at this moment', 503],
  ])('the token endpoint’s %s with %i is a page that helps', async (body, status, text, expected) => {
    acme.mischief = {
      token: (response) =>
        void response
          .writeHead(status, { 'content-type': 'application/json', location: 'https://evil.example/' })
          .end(body),
    };
    const at = browser();
    await expectNobody(at, await acme.signIn(at), expected, text);
    acme.mischief = {};
    expect((await acme.signIn(at)).status).toBe(303);
  });

  it('a provider that is away is a page that helps, on the way there and back; a password still is a way in', async () => {
    const away = await HttpsHost.start();
    const house = await TestGatehouse.start({
      OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128',
      OUTBOUND_CA_FILE: away.caFile,
    });
    const gone = await CompanyProvider.start(away, () => house);
    await gone.register(house);
    const at = new TestBrowser(house.url);
    const back = pathOf(await gone.leave(at, '/sign-in'));
    await away.stop();
    expectPage(await at.get(back), 503, 'does not answer at this moment');
    house.clock.advance(601_000);
    const page = await at.get('/sign-in');
    const fields = hiddenFields(page);
    expectPage(await at.post('/sign-in', { ...fields, provider: 'acme' }), 503, 'does not answer at this moment');
    const person = await createPerson(house);
    const password = 'correct horse battery staple';
    expect((await at.post('/sign-in', { ...fields, email: person.email, password })).status).toBe(303);
    await house.stop();
  });

  it('no secret, code or token of a sign-in is in the log or in evidence', async () => {
    const at = browser();
    const back = new URL(await acme.leave(at, '/sign-in'));
    await at.get(back.pathname + back.search);
    acme.mischief = { claims: { nonce: 'other' } };
    await acme.signIn(at);
    const form = acme.forms.at(-1) ?? {};
    const written = g.logLines.join('') + JSON.stringify(await g.sql('SELECT * FROM audit_events'));
    for (const secret of [acme.secret, form['code'], form['code_verifier'], back.searchParams.get('state')]) {
      expect([secret, written.includes(String(secret))]).toEqual([expect.stringMatching(/.{8}/), false]);
    }
  });
});
