import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf, problemOf } from '../admin/problems.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  PASSWORD,
  type TestPerson,
} from '../support/people.js';
import { passkeysOf, PasskeyUser } from '../support/passkeys.js';
import { SoftwarePasskey } from '../support/software-authenticator.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const FACTORS = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
});
afterAll(() => gatehouse.stop());

/** A person who is signed in by password, and has one passkey. */
async function arrived() {
  const person = await createPerson(gatehouse);
  const user = await PasskeyUser.signedIn(gatehouse, person);
  return { person, user, passkey: await user.make() };
}
const change = async (user: PasskeyUser, path: string, fields: Record<string, string> = {}) =>
  user.browser.post(`/account/passkeys/${path}`, { form_token: await user.formToken(), ...fields });
const idOf = async ({ id }: TestPerson) => (await passkeysOf(gatehouse, id))[0]!.id;
/** Nothing to be seen, or what breaks a line or turns it round. */
const unreadable = ['a\u0000b', 'a\u202eb', 'a\u061cb', 'a\u2028b', '\u200b', '\u3164', '\u0301 ', '\u{e0061}'];
const locationOf = ({ status, headers }: Answer) => [status, headers.get('location')];

describe('the passkeys of a person', () => {
  it('are listed with name, times, and whether they are on one device', async () => {
    const { user, passkey } = await arrived();
    await user.make('ES256', { be: true });
    expectPage(await user.browser.get('/account'), 200, 'My key', 'on one device', 'synced', 'never used');
    await user.signIn(passkey);
    expectPage(await user.browser.get('/account'), 200, 'last used');
  });

  it('have the name that they were given, or one of the browser', async () => {
    const person = await createPerson(gatehouse);
    const user = await PasskeyUser.signedIn(gatehouse, person);
    await user.register(new SoftwarePasskey(gatehouse.url), {}, 'Key on my ring');
    await user.register(new SoftwarePasskey(gatehouse.url), {}, '');
    const names = (await passkeysOf(gatehouse, person.id)).map(({ name }) => name);
    expect(names).toEqual(['Key on my ring', 'Made with Unknown browser']);
  });

  it('are renamed, by their owner alone', async () => {
    const { person, user } = await arrived();
    const id = await idOf(person);
    expectPage(await change(user, `${id}/rename`, { passkey_name: 'Ring' }), 200, 'Ring', 'has its new name');
    const { user: stranger } = await arrived();
    for (const other of [id, 'x', '00000000-0000-0000-0000-000000000000']) {
      expectPage(await change(stranger, `${other}/rename`, { passkey_name: 'Stolen' }), 404);
    }
    for (const passkey_name of ['', ' ', 'x'.repeat(101), ...unreadable]) {
      expectPage(await change(user, `${id}/rename`, { passkey_name }), 400, 'A name has 1 to 100 characters.');
    }
    const readable = ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '<b>"&amp;', 'می\u200cخواهم', 'Ring'];
    for (const passkey_name of readable) {
      expectPage(await change(user, `${id}/rename`, { passkey_name }), 200, 'has its new name');
    }
    expect((await passkeysOf(gatehouse, person.id)).map(({ name }) => name)).toEqual(['Ring']);
  });

  it('are deleted, by their owner alone, and are no good then', async () => {
    const { person, user, passkey } = await arrived();
    const id = await idOf(person);
    const { user: stranger } = await arrived();
    for (const other of [id, 'x']) expectPage(await change(stranger, `${other}/delete`), 404);
    expectPage(await change(user, `${id}/delete`), 200, 'The passkey is deleted.', 'You have no passkeys.');
    expectPage(await new PasskeyUser(gatehouse).signIn(passkey), 401, 'was not accepted');
  });

  it('take with them the sign-ins by passkey at other browsers, and no others', async () => {
    const { person, user, passkey } = await arrived();
    const [byPasskey, byPassword] = [new PasskeyUser(gatehouse), await PasskeyUser.signedIn(gatehouse, person)];
    await byPasskey.signIn(passkey);
    await user.signIn(passkey);
    await change(user, `${await idOf(person)}/delete`);
    const left = await Promise.all([byPasskey, byPassword, user].map((one) => one.isIn()));
    expect(left).toEqual([false, true, true]);
  });

  it('can be twenty, and not more', async () => {
    const { person, user } = await arrived();
    for (let made = 1; made < 20; made++)
      expect((await user.register(new SoftwarePasskey(gatehouse.url))).status).toBe(200);
    expectPage(await user.register(new SoftwarePasskey(gatehouse.url)), 409, 'You have too many passkeys');
    expect(await passkeysOf(gatehouse, person.id)).toHaveLength(20);
  });

  it('are for forms of the account page alone', async () => {
    const { person, user } = await arrived();
    const id = await idOf(person);
    for (const path of ['options', `${id}/delete`, `${id}/rename`]) {
      expectPage(await user.browser.post(`/account/passkeys/${path}`, { passkey_name: 'x' }), 403);
    }
    expectPage(await user.browser.post('/account/passkeys', { passkey: '{}' }), 403);
    const nobody = new TestBrowser(gatehouse.url);
    const { form_token } = hiddenFields(await nobody.get('/sign-in'));
    expect((await nobody.post('/account/passkeys/options', { form_token: form_token! })).status).toBe(403);
  });
});

describe('confirming that it is you', () => {
  it('leads back to where it was needed, and nowhere else', async () => {
    const { user, passkey } = await arrived();
    for (const [query, next] of [
      ['', '/account'],
      ['?to=devices', '/account/devices'],
      ['?to=https://evil.example', '/account'],
      ['?to=devices&to=x', '/account'],
    ] as const) {
      const page = await user.browser.get(`/account/confirm${query}`);
      const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(page.text) ?? [];
      const sent = passkey.get(await user.signInOptions());
      expect(locationOf(await user.browser.post(action, { ...hiddenFields(page), passkey: sent }))).toEqual([
        303,
        next,
      ]);
    }
  });

  it('is offered wherever the password is asked for once more', async () => {
    const { user } = await arrived();
    gatehouse.clock.advance(601_000);
    expectPage(await user.browser.get('/account'), 200, 'href="/account/confirm"', 'key_password');
    expectPage(await user.browser.get('/account/devices'), 200, 'href="/account/confirm?to=devices"');
  });

  it('is for somebody who is signed in', async () => {
    expect(locationOf(await new TestBrowser(gatehouse.url).get('/account/confirm'))).toEqual([303, '/sign-in']);
  });
});

describe('every page that asks for a sign-in', () => {
  it.each(['/sign-in', '/device'])('%s takes a passkey', async (path) => {
    const { user, passkey } = await arrived();
    const visitor = new PasskeyUser(gatehouse);
    const action = path === '/device' ? '/device/sign-in' : path;
    const sent = passkey.get(await visitor.signInOptions());
    expect((await visitor.send(sent, path, action)).status).toBe(303);
    expect([await visitor.isIn(), await user.isIn()]).toEqual([true, true]);
  });

  it('an application’s, too', async () => {
    const { person, passkey } = await arrived();
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse, { first_party: true }));
    const { path, answer } = await flow.open();
    expectPage(answer, 200, 'data-passkey="get"');
    const visitor = new PasskeyUser(gatehouse, flow.browser);
    const fields = { ...hiddenFields(answer), passkey: passkey.get(await visitor.signInOptions()) };
    expect(locationOf(await flow.browser.post(`${path}/sign-in`, fields))).toEqual([303, path]);
    const { access_token } = await flow.tokens(person);
    expect(claimsOf(access_token)).toMatchObject({ acr: 'phr', sub: person.id });
  });

  it('lets a person in whose password is locked: nobody can guess a passkey', async () => {
    const { person, passkey } = await arrived();
    const thief = new TestBrowser(gatehouse.url);
    const form = { ...hiddenFields(await thief.get('/sign-in')), email: person.email, password: 'guess' };
    for (let time = 0; time < 6; time++) await thief.post('/sign-in', form);
    const wrong = await thief.post('/sign-in', { ...form, password: PASSWORD });
    expect(wrong.status).toBe(429);
    expect((await new PasskeyUser(gatehouse).signIn(passkey)).status).toBe(303);
  });

  it('lets nobody in who is not active', async () => {
    const { person, passkey } = await arrived();
    await gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' });
    expectPage(await new PasskeyUser(gatehouse).signIn(passkey), 401, 'was not accepted');
  });
});

describe('a setup link', () => {
  async function opened(person: { readonly id: string }) {
    const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const link = (url as string).slice(gatehouse.url.length);
    const browser = new TestBrowser(gatehouse.url);
    const page = await browser.get(link);
    return { browser, page, link, hidden: hiddenFields(page) };
  }
  async function made({ browser, hidden }: Awaited<ReturnType<typeof opened>>, more: Record<string, string> = {}) {
    const passkey = new SoftwarePasskey(gatehouse.url);
    const { text } = await browser.post('/setup/passkey-options', hidden);
    return {
      passkey,
      answer: await browser.post('/setup', { ...hidden, passkey: passkey.create(JSON.parse(text)), ...more }),
    };
  }
  const newcomer = () =>
    gatehouse.create('/users', {
      email: `n${Math.random()}@example.test`,
      name: 'Nora',
      roles: ['user'],
    }) as Promise<TestPerson>;

  it('makes the first passkey of somebody who has no password, and is spent then', async () => {
    const person = await newcomer();
    const setup = await opened(person);
    expectPage(setup.page, 200, 'Make a passkey instead', 'data-options="/setup/passkey-options"');
    expect(setup.page.text).not.toContain('name="keep"');
    const { passkey, answer } = await made(setup);
    expect(locationOf(answer)).toEqual([303, '/sign-in?set=passkey']);
    expectPage(await setup.browser.get('/sign-in?set=passkey'), 200, 'Your passkey is set. Sign in with it.');
    const user = new PasskeyUser(gatehouse, setup.browser);
    expect((await user.signIn(passkey)).status).toBe(303);
    const account = await user.browser.get('/account');
    expect(account.text).not.toContain('Change your password');
    expectPage(await setup.browser.get(setup.link), 404);
    expect((await setup.browser.post('/setup/passkey-options', setup.hidden)).status).toBe(404);
    expect((await evidenceOf(gatehouse, person.id)).map(({ kind }) => kind)).toContain('passkey.set');
  });

  it('ends what was before: sessions, password and passkeys', async () => {
    const { person, user, passkey: before } = await arrived();
    const setup = await opened(person);
    expectPage(setup.page, 200, 'name="keep"');
    const { passkey } = await made(setup);
    expect(await user.isIn()).toBe(false);
    expect((await passkeysOf(gatehouse, person.id)).map(({ credential_id }) => credential_id)).toEqual([passkey.id]);
    expectPage(await new PasskeyUser(gatehouse).signIn(before), 401);
    const browser = new TestBrowser(gatehouse.url);
    const form = { ...hiddenFields(await browser.get('/sign-in')), email: person.email, password: PASSWORD };
    expect((await browser.post('/sign-in', form)).status).toBe(401);
  });

  it('does so for a new password as well', async () => {
    const { person, user, passkey } = await arrived();
    const { browser, hidden } = await opened(person);
    const twice = { password: 'seven green bicycles', password_again: 'seven green bicycles' };
    expect(locationOf(await browser.post('/setup', { ...hidden, ...twice }))).toEqual([303, '/sign-in?set=1']);
    expect([await user.isIn(), await passkeysOf(gatehouse, person.id)]).toEqual([false, []]);
    expectPage(await new PasskeyUser(gatehouse).signIn(passkey), 401);
  });

  it('leaves it to whoever says so, but for sessions', async () => {
    const { person, user, passkey: before } = await arrived();
    const { passkey } = await made(await opened(person), { keep: 'yes' });
    expect(await user.isIn()).toBe(false);
    for (const one of [before, passkey]) expect((await new PasskeyUser(gatehouse).signIn(one)).status).toBe(303);
    await new PasskeyUser(gatehouse).byPassword(person);
  });

  it('is not spent by a passkey that is not accepted', async () => {
    const person = await newcomer();
    const setup = await opened(person);
    const passkey = new SoftwarePasskey(gatehouse.url);
    const { text } = await setup.browser.post('/setup/passkey-options', setup.hidden);
    const bad = passkey.create(JSON.parse(text), { flags: { uv: false } });
    const refused = await setup.browser.post('/setup', { ...setup.hidden, passkey: bad });
    expectPage(refused, 400, 'The passkey was not accepted. Try again, or choose a password.');
    expect((await made(setup)).answer.status).toBe(303);
  });
});

describe('a request that needs a stronger sign-in (RFC 9470 §5)', () => {
  const OAUTH = 'user mcp';
  const essential = (acr: object) => JSON.stringify({ id_token: { acr: { essential: true, ...acr } } });
  async function flowOf(browser: TestBrowser) {
    return new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse, { first_party: true }), browser);
  }

  it.each<[string, Record<string, string>]>([
    ['acr_values', { scope: OAUTH, acr_values: 'phr' }],
    ['one of several', { scope: OAUTH, acr_values: 'urn:other phr' }],
    ['one below it', { scope: OAUTH, acr_values: FACTORS }],
    ['an essential acr', { scope: 'openid', claims: essential({ value: 'phr' }) }],
  ])('%s: whoever has a passkey is asked for it, and goes on then', async (_name, asked) => {
    const { user, passkey } = await arrived();
    const flow = await flowOf(user.browser);
    const { path, answer } = await flow.open(asked);
    expectPage(answer, 200, 'Confirm it is you', 'needs you to sign in another way', 'Use a passkey');
    expect(answer.text).not.toContain('name="password"');
    const fields = { ...hiddenFields(answer), passkey: passkey.get(await user.signInOptions()) };
    const sent = await user.browser.post(`${path}/sign-in`, fields);
    const gone = await user.browser.get(sent.headers.get('location') ?? '');
    const code = new URL(gone.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(claimsOf((await flow.redeem(code)).body.access_token as string).acr).toBe('phr');
  });

  it('a password for just this request does not do, however often', async () => {
    const { person, user } = await arrived();
    const flow = await flowOf(user.browser);
    const { path, answer } = await flow.open({ scope: OAUTH, acr_values: 'phr' });
    for (let time = 0; time < 2; time++) {
      expect(locationOf(await flow.signIn(path, answer, person))).toEqual([303, path]);
      expectPage(await user.browser.get(path), 200, 'Use a passkey');
    }
  });

  it('whoever has none is refused', async () => {
    const user = await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse));
    const { answer } = await (await flowOf(user.browser)).open({ scope: OAUTH, acr_values: 'phr' });
    expect(answer.headers.get('location')).toContain('error=unmet_authentication_requirements');
  });

  it('where nothing may be shown it is login_required', async () => {
    const { user } = await arrived();
    const { answer } = await (await flowOf(user.browser)).open({ scope: OAUTH, acr_values: 'phr', prompt: 'none' });
    expect(answer.headers.get('location')).toContain('error=login_required');
  });

  it('what proves more than a passkey does is refused: nobody has shown that it is in hardware', async () => {
    const { user, passkey } = await arrived();
    await user.signIn(passkey);
    const { answer } = await (await flowOf(user.browser)).open({ scope: OAUTH, acr_values: 'phrh' });
    expect(answer.headers.get('location')).toContain('error=unmet_authentication_requirements');
  });

  it.each([PASSWORD_ACR, FACTORS, 'phr'])('a passkey meets %s', async (acr_values) => {
    const { person, user, passkey } = await arrived();
    await user.signIn(passkey);
    const flow = await flowOf(user.browser);
    const { access_token } = await flow.tokens(person, { scope: OAUTH, acr_values });
    expect(claimsOf(access_token).acr).toBe('phr');
  });

  it('an essential acr is one of those asked for: more is asked for in its way (OpenID Connect Core §5.5.1.1)', async () => {
    const { user, passkey } = await arrived();
    await user.signIn(passkey);
    const asked = { scope: 'openid', claims: essential({ value: PASSWORD_ACR }) };
    expectPage((await (await flowOf(user.browser)).open(asked)).answer, 200, 'sign in another way', 'name="password"');
  });
});

describe('administrators', () => {
  it('see a person’s passkeys, and nothing that is secret', async () => {
    const { person, passkey } = await arrived();
    const { status, body } = await gatehouse.adminCall('GET', `/users/${person.id}/passkeys`);
    expect([status, body.next]).toEqual([200, null]);
    expect(body.items).toEqual([
      {
        id: await idOf(person),
        user_id: person.id,
        credential_id: passkey.id,
        name: 'My key',
        aaguid: '00000000-0000-0000-0000-000000000000',
        transports: ['internal'],
        backup_eligible: false,
        backed_up: false,
        sign_count: 0,
        created_at: expect.any(String),
        last_used_at: null,
        suspect_at: null,
      },
    ]);
  });

  it('delete one, the last as well, which ends the sign-ins by it, on record', async () => {
    const { person, passkey } = await arrived();
    const user = new PasskeyUser(gatehouse);
    await user.signIn(passkey);
    const path = `/users/${person.id}/passkeys/${await idOf(person)}`;
    expect((await gatehouse.adminCall('DELETE', path)).status).toBe(204);
    expect([await user.isIn(), await passkeysOf(gatehouse, person.id)]).toEqual([false, []]);
    problemOf(await gatehouse.adminCall('DELETE', path), 404);
    const [event] = (await evidenceOf(gatehouse, person.id)).slice(-1);
    expect(event).toMatchObject({
      kind: 'passkey.deleted',
      decision: 'done',
      client_id: 'root-cli',
      detail: { closed: 1 },
    });
  });

  it('find none of nobody’s, nor of somebody else’s', async () => {
    const [{ person }, { person: other }] = [await arrived(), await arrived()];
    problemOf(await gatehouse.adminCall('GET', '/users/00000000-0000-0000-0000-000000000000/passkeys'), 404);
    for (const id of [await idOf(other), 'x']) {
      problemOf(await gatehouse.adminCall('DELETE', `/users/${person.id}/passkeys/${id}`), 404);
    }
    expect(await passkeysOf(gatehouse, other.id)).toHaveLength(1);
  });

  it('alone: others are turned away', async () => {
    const { person } = await arrived();
    for (const method of ['GET', 'DELETE']) {
      const id = method === 'GET' ? '' : `/${await idOf(person)}`;
      expect((await gatehouse.request(method, `/api/v1/admin/users/${person.id}/passkeys${id}`)).status).toBe(401);
    }
  });
});
