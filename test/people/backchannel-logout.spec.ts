import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { foreignKey } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { TestBrowser } from '../support/test-browser.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let acme: CompanyProvider;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...host.settings });
  acme = await CompanyProvider.start(host, () => gatehouse);
  await acme.register(gatehouse, { email_domains: ['acme.example'], create_people: true, roles_of_all: ['user'] });
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const send = (form: Record<string, string>, slug = 'acme') =>
  gatehouse.request('POST', `/sign-in/backchannel-logout/${slug}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
const logOut = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  send({ logout_token: await acme.logoutToken(claims, header) });
const isIn = async (at: TestBrowser) => (await at.get('/account')).status === 200;

/** Somebody who signed in by the provider, at two browsers. */
async function twice() {
  const sub = randomUUID();
  const browsers = [new TestBrowser(gatehouse.url), new TestBrowser(gatehouse.url)] as const;
  const sids = [randomUUID(), randomUUID()] as const;
  for (const [index, at] of browsers.entries()) {
    acme.person = { sub, email: `${sub}@acme.example`, email_verified: true, sid: sids[index] };
    expect((await acme.signIn(at)).status).toBe(303);
  }
  return { sub, sids, browsers };
}

describe('a provider that signs somebody out (OpenID Connect Back-Channel Logout)', () => {
  it('ends the session that it names, and no other', async () => {
    const { sids, browsers } = await twice();
    const answer = await logOut({ sid: sids[0] });
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
    expect([await isIn(browsers[0]), await isIn(browsers[1])]).toEqual([false, true]);
  });

  it('ends all of a person, and those of nobody else', async () => {
    const [one, another] = [await twice(), await twice()];
    expect((await logOut({ sub: one.sub })).status).toBe(200);
    const all = await Promise.all([...one.browsers, ...another.browsers].map(isIn));
    expect(all).toEqual([false, false, true, true]);
  });

  it('ends a session of the person alone, when it names both', async () => {
    const { sub, sids, browsers } = await twice();
    expect((await logOut({ sub: randomUUID(), sid: sids[0] })).status).toBe(200);
    expect(await isIn(browsers[0])).toBe(true);
    expect((await logOut({ sub, sid: sids[0] })).status).toBe(200);
    expect([await isIn(browsers[0]), await isIn(browsers[1])]).toEqual([false, true]);
  });

  it.each([{ sid: 'unknown' }, { sub: 'unknown' }])('is answered 200 for %j', async (claims) => {
    expect((await logOut(claims)).status).toBe(200);
  });

  it.each([undefined, 'JWT', 'application/logout+jwt', 'LOGOUT+JWT'])('may write typ as %j', async (typ) => {
    const { sub, browsers } = await twice();
    expect((await logOut({ sub }, { typ })).status).toBe(200);
    expect(await isIn(browsers[0])).toBe(false);
  });

  it('a token is good for one use, also where it did nothing', async () => {
    const { sub, browsers } = await twice();
    for (const claims of [{ sub: 'unknown' }, { sub }]) {
      const logout_token = await acme.logoutToken(claims);
      expect((await send({ logout_token })).status).toBe(200);
      const again = await send({ logout_token });
      expect([again.status, again.body.error]).toEqual([400, 'invalid_request']);
    }
    expect(await isIn(browsers[0])).toBe(false);
  });
});

describe('what is no good logout token ends nothing', () => {
  const now = () => gatehouse.clock.seconds();
  it.each<[string, () => Record<string, unknown>, Record<string, unknown>?]>([
    ['another issuer', () => ({ iss: 'https://evil.example' })],
    ['another audience', () => ({ aud: 'somebody-else' })],
    ['no audience', () => ({ aud: undefined })],
    ['one that has expired', () => ({ exp: now() - 60 })],
    ['no end', () => ({ exp: undefined })],
    ['no time', () => ({ iat: undefined })],
    ['one of the future', () => ({ iat: now() + 300, exp: now() + 400 })],
    ['one of yesterday that lasts', () => ({ iat: now() - 86_400, exp: now() + 86_400 })],
    ['no jti', () => ({ jti: undefined })],
    ['a number for jti', () => ({ jti: 7 })],
    ['no events', () => ({ events: undefined })],
    ['another event', () => ({ events: { 'https://evil.example/event': {} } })],
    ['events in a list', () => ({ events: [EVENT] })],
    ['an event that is no object', () => ({ events: { [EVENT]: true } })],
    ['a nonce', () => ({ nonce: 'x' })],
    ['an empty nonce', () => ({ nonce: null })],
    ['nobody', () => ({ sub: undefined })],
    ['a list of subjects', () => ({ sub: ['x'] })],
    ['the type of another token', () => ({}), { typ: 'at+jwt' }],
    ['a type that is none', () => ({}), { typ: 7 }],
  ])('%s', async (_name, changes, header = {}) => {
    const { sub, browsers } = await twice();
    const answer = await logOut({ sub, ...changes() }, header);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await isIn(browsers[0])).toBe(true);
  });

  it('of another key, or of none', async () => {
    const { sub, browsers } = await twice();
    const good = await acme.logoutToken({ sub });
    const [, payload] = good.split('.');
    const none = Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString('base64url');
    for (const logout_token of [
      await acme.logoutToken({ sub }, { kid: acme.key.jwk.kid }, await foreignKey()),
      await acme.logoutToken({ sub }, {}, await foreignKey()),
      `${none}.${payload}.`,
      `${good}x`,
      'x',
      'x'.repeat(10_000),
    ]) {
      expect((await send({ logout_token })).status).toBe(400);
    }
    expect(await isIn(browsers[0])).toBe(true);
  });

  it('by another form, to another provider, or by another method', async () => {
    const logout_token = await acme.logoutToken({ sub: 'x' });
    expect((await send({})).body.error).toBe('invalid_request');
    expect((await send({ logout_token }, 'nobody')).body.error).toBe('invalid_request');
    const path = '/sign-in/backchannel-logout/acme';
    const twiceIn = `logout_token=${logout_token}&logout_token=${logout_token}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await gatehouse.request('POST', path, { headers, body: twiceIn })).status).toBe(400);
    const json = { 'content-type': 'application/json' };
    expect((await gatehouse.request('POST', path, { headers: json, body: '{}' })).status).toBe(400);
    expect((await gatehouse.request('GET', `${path}?logout_token=${logout_token}`)).status).toBe(404);
    expect((await send({ logout_token })).status).toBe(200);
  });

  it('is told to come again when the provider’s keys cannot be had', async () => {
    const away = await CompanyProvider.start(host, () => gatehouse, '/away');
    await away.register(gatehouse, { slug: 'away' });
    host.route('/away/keys', (_request, response) => void response.writeHead(500).end());
    const logout_token = await away.logoutToken({ sub: 'x' });
    const answer = await send({ logout_token }, 'away');
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
    host.route('/away/keys', { keys: [away.key.jwk] });
    gatehouse.clock.advance(11_000);
    expect((await send({ logout_token }, 'away')).status).toBe(200);
  });
});
