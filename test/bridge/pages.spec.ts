import { createHash, randomBytes } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectPage } from '../../src/bridge/pages/connect.page.js';
import { DeviceCodePage } from '../../src/bridge/pages/device-code.page.js';
import { DevicesPage } from '../../src/bridge/pages/devices.page.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const ROOM = { LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60', LIMIT_BRIDGE: '6000/60', BRIDGE_DEVICES: '20' };

let gatehouse: TestGatehouse;
let person: TestPerson;
let browser: TestBrowser;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start(ROOM);
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  person = await createPerson(gatehouse);
  browser = await signedIn(person);
});

async function signedIn(who: TestPerson, at = gatehouse): Promise<TestBrowser> {
  const visitor = new TestBrowser(at.url);
  const fields = { ...hiddenFields(await visitor.get('/sign-in')), email: who.email, password: PASSWORD };
  expect((await visitor.post('/sign-in', fields)).status).toBe(303);
  return visitor;
}

const exchange = async (
  body: object,
  { key, at = gatehouse }: { key?: DpopKey; at?: TestGatehouse } = {},
): Promise<Answer> => {
  const path = '/api/v1/bridge/exchange';
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (key !== undefined) {
    headers['dpop'] = await key.proof('POST', at.url + path, { claims: { iat: at.clock.seconds() } });
  }
  return at.request('POST', path, { headers, body: JSON.stringify(body) });
};
const subjectOf = ({ status, text, body }: Answer): string => {
  expect({ status, text }).toMatchObject({ status: 200 });
  return claimsOf(body.token as string).sub as string;
};
const evidence = (kind: string, who = person) =>
  gatehouse.sql<{ decision: string; detail: Record<string, unknown> }>(
    'SELECT decision, detail FROM audit_events WHERE kind = $1 AND sub = $2 ORDER BY id',
    [kind, who.id],
  );
const issued = (who = person) => evidence('bridge_code.issued', who);

describe('the page of a person’s devices', () => {
  const devices = () => browser.get('/account/devices');
  const make = async (fields: Record<string, string> = {}, visitor = browser): Promise<Answer> =>
    visitor.post('/account/devices', { ...hiddenFields(await visitor.get('/account/devices')), ...fields });
  const codeIn = ({ text }: Answer) => /<code class="secret whole">([0-9a-f]{64})</.exec(text)?.[1] ?? '';
  /** An alert says what is wrong, and the field points to it. */
  const expectWrong = async (answer: Answer, text: string, field?: string): Promise<void> => {
    expectPage(answer, 400, text, 'id="error"', 'role="alert"');
    expect(await issued()).toEqual([]);
    if (field === undefined) return;
    const input = new RegExp(`<input[^>]* name="${field}"[^>]*>`).exec(answer.text)?.[0] ?? '';
    expect(input).toContain('aria-invalid="true"');
    expect(input).toMatch(/aria-describedby="error/);
  };

  it('is linked from the account, and for whoever is signed in', async () => {
    expectPage(await browser.get('/account'), 200, 'href="/account/devices"');
    expectPage(await devices(), 200, 'No device acts for you.', person.email, 'at most 20 devices');
    const answer = await new TestBrowser(gatehouse.url).get('/account/devices');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=devices']);
  });

  it('is where a person arrives who signs in because of it, also at the second try', async () => {
    const visitor = new TestBrowser(gatehouse.url);
    const path = (await visitor.get('/account/devices')).headers.get('location') ?? '';
    const page = await visitor.get(path);
    const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(page.text) ?? [];
    const fields = { ...hiddenFields(page), email: person.email };
    const wrong = await visitor.post(action, { ...fields, password: 'not this one' });
    expect([wrong.status, /<form method="post" action="([^"]*)"/.exec(wrong.text)?.[1]]).toEqual([401, action]);
    const answer = await visitor.post(action, { ...hiddenFields(wrong), email: person.email, password: PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/devices']);
    expectPage(await visitor.get('/account/devices'), 200, person.email);
  });

  it('makes a code, shows it once with what it is for, and it begins a device of the person', async () => {
    const answer = await make({ device_name: 'Laptop at home' });
    expectPage(answer, 200, 'Laptop at home', 'Paste it only into a program that you have started yourself');
    expectPage(answer, 200, '2 minutes, once', `<strong>${new URL(gatehouse.url).host}</strong>`);
    const code = codeIn(answer);
    expect((await devices()).text).not.toContain(code);
    expect(gatehouse.logLines.join('')).not.toContain(code);
    expect(await issued()).toMatchObject([{ decision: 'done', detail: { user_id: person.id } }]);
    expect(subjectOf(await exchange({ code }))).toBe(person.id);
    expectPage(await devices(), 200, 'Laptop at home', '>active<', 'Has no key of its own', 'last seen');
    expect((await exchange({ code })).status).toBe(401);
  });

  it('says how long a code is good where it is another time', async () => {
    const other = await TestGatehouse.start({ ...ROOM, BRIDGE_CODE_SECONDS: '90' });
    const visitor = await signedIn(await createPerson(other), other);
    const answer = await make({}, visitor);
    expectPage(answer, 200, '90 seconds, once', 'without a name');
    other.clock.advance(91_000);
    expect((await exchange({ code: codeIn(answer) }, { at: other })).status).toBe(401);
    await other.stop();
  });

  it('shows a device by its key, and revokes it with all that it has', async () => {
    const key = await DpopKey.make();
    await exchange({ code: codeIn(await make({ device_name: 'Desk' })) }, { key });
    const page = await devices();
    expectPage(page, 200, 'Desk', 'Proves itself by a key of its own.');
    const path = /action="(\/account\/devices\/[^"]+\/revoke)"/.exec(page.text)?.[1] ?? '';
    const answer = await browser.post(path, hiddenFields(page));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/devices']);
    expectPage(await devices(), 200, 'No device acts for you.');
    expect(await evidence('device.revoked')).toMatchObject([{ decision: 'done', detail: { user_id: person.id } }]);
    const [row] = (await gatehouse.adminCall('GET', `/devices?user_id=${person.id}`)).body.items;
    expect(row).toMatchObject({ status: 'ended', close_reason: 'device revoked by its owner' });
    const proof = await key.proof('POST', `${gatehouse.url}/api/v1/bridge/renew`, {
      claims: { iat: gatehouse.clock.seconds() },
    });
    const renewed = await gatehouse.request('POST', '/api/v1/bridge/renew', { headers: { dpop: proof } });
    expect(renewed.status).toBe(401);
    expect((await browser.post(path, hiddenFields(page))).status).toBe(303);
    expect(await evidence('device.revoked')).toHaveLength(1);
  });

  it('shows one that waits', async () => {
    const other = await TestGatehouse.start({ ...ROOM, BRIDGE_APPROVAL: 'true' });
    const visitor = await signedIn(await createPerson(other), other);
    const code = codeIn(await make({ device_name: 'New one' }, visitor));
    expect((await exchange({ code }, { key: await DpopKey.make(), at: other })).status).toBe(403);
    const page = await visitor.get('/account/devices');
    expectPage(page, 200, 'New one', '>waiting<', 'until an administrator lets it in');
    await other.stop();
  });

  it('neither shows nor revokes anybody else’s, whatever the id', async () => {
    const stranger = await createPerson(gatehouse);
    await exchange({ code: codeIn(await make({ device_name: 'Theirs' }, await signedIn(stranger))) });
    const [theirs] = (await gatehouse.adminCall('GET', `/devices?user_id=${stranger.id}`)).body.items;
    const page = await devices();
    expect(page.text).not.toContain('Theirs');
    for (const id of [theirs.id, '018f0000-0000-7000-8000-000000000000', 'nonsense', '%00']) {
      expectPage(await browser.post(`/account/devices/${id}/revoke`, hiddenFields(page)), 404);
    }
    const [still] = (await gatehouse.adminCall('GET', `/devices?user_id=${stranger.id}`)).body.items;
    expect(still.status).toBe('active');
  });

  it.each([
    ['blanks', '   '],
    ['control characters', 'a\u0000b'],
    ['more than 100 characters', 'x'.repeat(101)],
  ])('takes no name of %s', async (_what, name) => {
    const answer = await make({ device_name: name });
    await expectWrong(answer, 'The device name must be a text of 1 to 100 characters.', 'device_name');
    expect(answer.text).toContain(`value="${name}"`);
  });

  it('takes a hundred characters, whatever they are', async () => {
    const name = '\u202e𝒳'.repeat(50);
    expectPage(await make({ device_name: name }), 200, `<bdi>${name}</bdi>`);
  });

  it('asks for the password again when the sign-in was a while ago', async () => {
    expect((await devices()).text).not.toContain('name="password"');
    gatehouse.clock.advance(601_000);
    expectPage(await devices(), 200, 'name="password"');
    await expectWrong(await make({ device_name: 'Kept' }), 'Enter your password once more', 'password');
    const wrong = await make({ device_name: 'Kept', password: 'wrong' });
    await expectWrong(wrong, 'The password is not right', 'password');
    expect(wrong.text).toContain('value="Kept"');
    expect(await evidence('bridge_code.issue_refused')).toMatchObject([{ decision: 'deny' }]);
    expect(subjectOf(await exchange({ code: codeIn(await make({ password: PASSWORD })) }))).toBe(person.id);
  });

  it('locks after five wrong passwords, as at the sign-in', async () => {
    gatehouse.clock.advance(601_000);
    for (let count = 0; count < 5; count++) await make({ password: 'wrong' });
    await expectWrong(await make({ password: PASSWORD }), 'Too many attempts', 'password');
  });

  it('makes no more than ten codes that wait', async () => {
    for (let count = 0; count < 10; count++) expect((await make()).status).toBe(200);
    expectPage(await make(), 400, '10 codes wait already', 'role="alert"');
    expect(await issued()).toHaveLength(10);
  });

  it('does nothing for a form that it did not make', async () => {
    const stranger = await signedIn(await createPerson(gatehouse));
    for (const fields of [
      {},
      { form_token: 'guessed' },
      hiddenFields(await stranger.get('/account/devices')),
      hiddenFields(await browser.get('/sign-in')),
    ]) {
      expectPage(await browser.post('/account/devices', fields), 403, 'Please try again');
      const path = '/account/devices/018f0000-0000-7000-8000-000000000000/revoke';
      expectPage(await browser.post(path, fields), 403, 'Please try again');
    }
    const own = hiddenFields(await devices());
    expectPage(await browser.post('/account/devices', own, { 'sec-fetch-site': 'cross-site' }), 403);
    expect(await issued()).toEqual([]);
  });

  it('sends whoever is signed out meanwhile to sign in', async () => {
    const own = hiddenFields(await devices());
    await browser.post('/sign-out', own);
    for (const path of ['/account/devices', '/account/devices/018f0000-0000-7000-8000-000000000000/revoke']) {
      const answer = await browser.post(path, own);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=devices']);
    }
    expect(await issued()).toEqual([]);
  });

  it('cannot be framed, and nothing keeps it', async () => {
    for (const answer of [await devices(), await make()]) {
      expectPage(answer, 200);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.text).not.toContain('<script');
    }
  });
});

describe('a program on the same computer', () => {
  const CONNECT = '/account/devices/connect';
  const PLACE = 'http://127.0.0.1:51234/callback';
  /** What a program asks for, and what it keeps to itself. */
  const program = (changes: Record<string, string | undefined> = {}) => {
    const verifier = randomBytes(32).toString('base64url');
    const all: Record<string, string | undefined> = {
      redirect_uri: PLACE,
      state: 'some state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      device_name: 'Laptop',
      ...changes,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { verifier, path: `${CONNECT}?${new URLSearchParams(given).toString()}` };
  };
  const formOf = ({ text }: Answer) =>
    (/<form method="post" action="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
  /** Opens the page of a request and presses one of its buttons. */
  const decide = async (path: string, decision: string, visitor = browser): Promise<Answer> => {
    const page = await visitor.get(path);
    expectPage(page, 200, 'value="allow"', 'value="deny"');
    return visitor.post(formOf(page), { ...hiddenFields(page), decision });
  };
  const arrival = (answer: Answer, place = PLACE): URLSearchParams => {
    const { status, text } = answer;
    expect({ status, text }).toMatchObject({ status: 303 });
    const location = answer.headers.get('location') ?? '';
    expect(location.startsWith(`${place}?`)).toBe(true);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const fields = new URLSearchParams(location.slice(place.length));
    expect(fields.get('iss')).toBe(gatehouse.url);
    return fields;
  };
  const codes = () => gatehouse.sql('SELECT 1 FROM bridge_codes WHERE user_id = $1', [person.id]);

  it('is shown with name and place, and what to look at first', async () => {
    const { path } = program();
    const page = await browser.get(path);
    expectPage(page, 200, 'Laptop', '127.0.0.1:51234', 'a program on this computer', person.email);
    expectPage(page, 200, 'you have just started this program yourself', 'nobody sent you a link');
    expectPage(page, 200, new URL(gatehouse.url).host, 'the same device name', '90 days');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("form-action 'self' http://127.0.0.1:51234;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.text).not.toContain('<script');
    expect(await codes()).toEqual([]);
  });

  it('gets by Allow a code that is the person’s, and good with its verifier alone', async () => {
    const { path, verifier } = program();
    const fields = arrival(await decide(path, 'allow'));
    expect([...fields.keys()]).toEqual(['code', 'state', 'iss']);
    const code = fields.get('code') ?? '';
    const other = randomBytes(32).toString('base64url');
    for (const proof of [{}, { code_verifier: other }]) expect((await exchange({ code, ...proof })).status).toBe(401);
    expect(subjectOf(await exchange({ code, code_verifier: verifier }))).toBe(person.id);
    expectPage(await browser.get('/account/devices'), 200, 'Laptop');
    expect(await issued()).toMatchObject([{ decision: 'done', detail: { redirect_host: '127.0.0.1:51234' } }]);
    expect(gatehouse.logLines.join('')).not.toContain(code);
  });

  it('is told of Deny, and gets nothing', async () => {
    const { path } = program();
    const fields = arrival(await decide(path, 'deny'));
    expect(Object.fromEntries(fields)).toEqual({ error: 'access_denied', state: 'some state', iss: gatehouse.url });
    expect(await codes()).toEqual([]);
    expect(await evidence('bridge_code.denied')).toMatchObject([{ decision: 'deny' }]);
  });

  it.each([
    ['nothing', undefined],
    ['ASCII', ' !"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~'],
    ['other letters', 'zürich 東京 🗝'],
    ['much of it', 'x'.repeat(2000)],
  ])('gets its state back byte for byte: %s', async (_what, state) => {
    for (const decision of ['allow', 'deny']) {
      const answer = await decide(program({ state }).path, decision);
      arrival(answer);
      const raw = /[?&]state=([^&]*)/.exec(answer.headers.get('location') ?? '')?.[1];
      expect(raw === undefined ? undefined : decodeURIComponent(raw)).toBe(state);
    }
  });

  it.each(['http://127.0.0.1/', 'http://127.0.0.1:1/a/b', 'http://[::1]:51234/callback', 'http://[::1]:65535/'])(
    'is found at %s',
    async (place) => {
      const { path } = program({ redirect_uri: place });
      expectPage(await browser.get(path), 200, new URL(place).host);
      expect(arrival(await decide(path, 'allow'), place).get('code')).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it.each([
    ['another host', 'http://evil.example/callback'],
    ['another host by TLS', 'https://evil.example/callback'],
    ['a name', 'http://localhost:51234/callback'],
    ['a name that begins like it', 'http://127.0.0.1.evil.example:51234/callback'],
    ['another loopback address', 'http://127.0.0.2:51234/callback'],
    ['the unspecified address', 'http://0.0.0.0:51234/callback'],
    ['the address written otherwise', 'http://2130706433:51234/callback'],
    ['the address in short', 'http://127.1:51234/callback'],
    ['an IPv4 address in an IPv6 one', 'http://[::ffff:127.0.0.1]:51234/callback'],
    ['TLS at the address', 'https://127.0.0.1:51234/callback'],
    ['a user', 'http://user@127.0.0.1:51234/callback'],
    ['a user who looks like it', 'http://127.0.0.1:51234@evil.example/callback'],
    ['a backslash', 'http://127.0.0.1:51234\\@evil.example/'],
    ['a fragment', 'http://127.0.0.1:51234/callback#x'],
    ['a query, in which an answer could be forged', 'http://127.0.0.1:51234/callback?code=of-somebody-else'],
    ['an empty query', 'http://127.0.0.1:51234/callback?'],
    ['a port that is none', 'http://127.0.0.1:65536/callback'],
    ['a line break', 'http://127.0.0.1:51234/call\r\nback'],
    ['a path that a parser changes', 'http://127.0.0.1:51234/a/../b'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['a relative address', '/account'],
    ['nothing', ''],
    ['a very long one', `http://127.0.0.1:51234/${'x'.repeat(2048)}`],
  ])('is not sought at %s', async (_what, place) => {
    const asked = program({ redirect_uri: place }).path;
    for (const visitor of [browser, new TestBrowser(gatehouse.url)]) {
      expectPage(await visitor.get(asked), 400, 'This program cannot be connected', 'redirect_uri');
    }
    const page = await browser.get(program().path);
    const answer = await browser.post(asked, { ...hiddenFields(page), decision: 'allow' });
    expectPage(answer, 400, 'This program cannot be connected');
    expect(answer.headers.get('location')).toBeNull();
    expect(await codes()).toEqual([]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no redirect_uri', { redirect_uri: undefined }, 'redirect_uri is missing'],
    ['no challenge', { code_challenge: undefined }, 'code_challenge is missing'],
    ['no method', { code_challenge_method: undefined }, 'code_challenge_method must be S256'],
    ['the plain method', { code_challenge_method: 'plain' }, 'code_challenge_method must be S256'],
    ['a challenge that is none', { code_challenge: 'short' }, 'base64url SHA-256'],
    ['a name of blanks', { device_name: '  ' }, 'device_name must be a text of 1 to 100 characters'],
    ['a long name', { device_name: 'x'.repeat(101) }, 'device_name must be a text of 1 to 100 characters'],
    ['a name of control characters', { device_name: 'a\u0007' }, 'device_name must be a text of 1 to 100'],
    ['a state of control characters', { state: 'a\r\nset-cookie: x' }, 'state is too long or has control'],
    ['a state that is too long', { state: 'x'.repeat(8193) }, 'state is too long'],
    ['more than fits', { state: '&'.repeat(4000) }, 'the request is too large'],
  ])('is refused on a page, and sent nowhere: %s', async (_what, changes, text) => {
    const answer = await browser.get(program(changes).path);
    expectPage(answer, 400, 'This program cannot be connected', text, 'invalid_request');
    expect(answer.headers.get('location')).toBeNull();
  });

  it.each([
    `&redirect_uri=${encodeURIComponent('http://127.0.0.1:1/')}`,
    '&code_challenge=x',
    '&state=b',
    '&device_name=b',
    '&x=%ff',
    '&x=%zz',
  ])('may say each thing once, and in UTF-8: %s', async (more) => {
    expectPage(await browser.get(program().path + more), 400, 'This program cannot be connected');
  });

  it('needs no name', async () => {
    const { path } = program({ device_name: undefined });
    const page = await browser.get(path);
    expectPage(page, 200, 'It gives no name');
    expect(page.text).not.toContain('the same device name');
    arrival(await decide(path, 'allow'));
    expect(await issued()).toHaveLength(1);
  });

  describe('and whoever is not signed in', () => {
    let nobody: TestBrowser;
    beforeEach(() => {
      nobody = new TestBrowser(gatehouse.url);
    });
    const sign = async (page: Answer, fields: Record<string, string> = {}) =>
      nobody.post(formOf(page), { ...hiddenFields(page), email: person.email, password: PASSWORD, ...fields });

    it('signs in first, and comes back to the very request', async () => {
      const { path, verifier } = program({ state: 'a b&c=d%26' });
      const page = await nobody.get(path);
      expectPage(page, 200, '<h1>Sign in</h1>');
      expect(page.text).not.toContain('value="allow"');
      const answer = await sign(page);
      const location = answer.headers.get('location') ?? '';
      expect(answer.status).toBe(303);
      expect(location.startsWith(`${CONNECT}?`)).toBe(true);
      const fields = arrival(await decide(location, 'allow', nobody));
      expect(fields.get('state')).toBe('a b&c=d%26');
      const code = fields.get('code') ?? '';
      expect(subjectOf(await exchange({ code, code_verifier: verifier }))).toBe(person.id);
    });

    it('is told of a wrong password there', async () => {
      const page = await nobody.get(program().path);
      const again = await sign(page, { password: 'wrong' });
      expectPage(again, 401, 'The e-mail address or the password is not right.', person.email);
      expect((await sign(again)).status).toBe(303);
      expectPage(await sign(await new TestBrowser(gatehouse.url).get(program().path)), 403, 'Please try again');
    });

    it('is sent nowhere else by a form for another request', async () => {
      const page = await nobody.get(program().path);
      const action = formOf(page);
      const foreign = action.replace(encodeURIComponent(PLACE), encodeURIComponent('https://evil.example/'));
      const fields = { ...hiddenFields(page), email: person.email, password: PASSWORD };
      expectPage(await nobody.post(foreign, fields), 400, 'This program cannot be connected');
      const otherPort = action.replace('51234', '51235');
      expectPage(await nobody.post(otherPort, fields), 403, 'Please try again');
      expectPage(await nobody.post(`${CONNECT}/sign-in`, fields), 400);
      expect((await nobody.get('/account')).status).toBe(303);
    });

    it('answers nothing', async () => {
      const { path } = program();
      const fields = { ...hiddenFields(await browser.get(path)), decision: 'allow' };
      const answer = await nobody.post(path, fields);
      expect(answer.headers.get('location')?.startsWith(`${CONNECT}?`)).toBe(true);
      expect(await codes()).toEqual([]);
    });
  });

  it('waits for the password where the sign-in was a while ago', async () => {
    const { path } = program();
    const early = await browser.get(path);
    gatehouse.clock.advance(601_000);
    const sent = await browser.post(formOf(early), { ...hiddenFields(early), decision: 'allow' });
    const back = sent.headers.get('location') ?? '';
    expect(back.startsWith(`${CONNECT}?`)).toBe(true);
    const page = await browser.get(back);
    expectPage(page, 200, 'Confirm it is you', person.email);
    expect(await codes()).toEqual([]);
    const again = await browser.post(formOf(page), {
      ...hiddenFields(page),
      email: person.email,
      password: PASSWORD,
    });
    expect(again.status).toBe(303);
    arrival(await decide(again.headers.get('location') ?? '', 'allow'));
  });

  it('can be denied however long ago the sign-in was', async () => {
    const page = await browser.get(program().path);
    gatehouse.clock.advance(601_000);
    const answer = await browser.post(formOf(page), { ...hiddenFields(page), decision: 'deny' });
    expect(arrival(answer).get('error')).toBe('access_denied');
  });

  it('is answered once: neither the form nor the link makes a second code', async () => {
    const { path } = program();
    const page = await browser.get(path);
    const fields = { ...hiddenFields(page), decision: 'allow' };
    arrival(await browser.post(formOf(page), fields));
    for (const decision of ['allow', 'deny']) {
      const again = await browser.post(formOf(page), { ...fields, decision });
      expectPage(again, 409, 'This is done already');
      expectPage(await decide(path, decision), 409, 'This is done already');
      const moved = program().path.replace(/code_challenge=[^&]+/, /code_challenge=[^&]+/.exec(path)?.[0] ?? '');
      expectPage(await decide(moved.replace('Laptop', 'Other'), decision), 409);
    }
    expect(await codes()).toHaveLength(1);
    const denied = program().path;
    arrival(await decide(denied, 'deny'));
    expectPage(await decide(denied, 'allow'), 409);
    expect(await codes()).toHaveLength(1);
  });

  it('gets one code of twenty answers at once', async () => {
    const page = await browser.get(program().path);
    const fields = { ...hiddenFields(page), decision: 'allow' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(formOf(page), fields)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(19).fill(409)]);
    expect(await codes()).toHaveLength(1);
  });

  it('gets nothing by a form for another request, of another person, or of nobody', async () => {
    const asked = program().path;
    const page = await browser.get(asked);
    const stranger = await createPerson(gatehouse);
    const theirs = await signedIn(stranger);
    const foreign = [
      {},
      { form_token: 'guessed' },
      hiddenFields(await theirs.get(asked)),
      hiddenFields(await browser.get(program().path)),
      hiddenFields(await browser.get(asked.replace('Laptop', 'Harmless'))),
      hiddenFields(await browser.get(asked.replace('51234', '51235'))),
      hiddenFields(await browser.get(asked.replace('some', 'other'))),
      hiddenFields(await browser.get('/account/devices')),
    ];
    for (const fields of foreign) {
      expectPage(await browser.post(asked, { ...fields, decision: 'allow' }), 403, 'Please try again');
    }
    const own = { ...hiddenFields(page), decision: 'allow' };
    expectPage(await browser.post(asked, own, { 'sec-fetch-site': 'cross-site' }), 403);
    expectPage(await theirs.post(asked, own), 403);
    expect(await codes()).toEqual([]);
    expect(await issued(stranger)).toEqual([]);
  });

  it('is not allowed by whoever has signed in at the browser since the page was shown', async () => {
    const page = await browser.get(program().path);
    const successor = await createPerson(gatehouse);
    const signIn = await browser.get('/sign-in');
    await browser.post('/sign-in', { ...hiddenFields(signIn), email: successor.email, password: PASSWORD });
    for (const decision of ['allow', 'deny']) {
      expectPage(await browser.post(formOf(page), { ...hiddenFields(page), decision }), 403, 'Please try again');
    }
    expect([await issued(), await issued(successor)]).toEqual([[], []]);
  });

  it('can be connected to another account', async () => {
    const { path, verifier } = program();
    const answer = await decide(path, 'switch');
    const back = answer.headers.get('location') ?? '';
    const page = await browser.get(back);
    expectPage(page, 200, '<h1>Sign in</h1>');
    const other = await createPerson(gatehouse);
    const fields = { ...hiddenFields(page), email: other.email, password: PASSWORD };
    expect((await browser.post(formOf(page), fields)).headers.get('location')).toBe(back);
    const code = arrival(await decide(back, 'allow')).get('code') ?? '';
    expect(subjectOf(await exchange({ code, code_verifier: verifier }))).toBe(other.id);
  });

  it('is neither allowed nor denied by a form that says neither', async () => {
    const page = await browser.get(program().path);
    for (const decision of ['', 'Allow', 'yes']) {
      expectPage(await browser.post(formOf(page), { ...hiddenFields(page), decision }), 400, 'Please choose');
    }
    expect(await codes()).toEqual([]);
  });

  it('gets no code while ten wait, and may be allowed once there is room', async () => {
    for (let count = 0; count < 10; count++) arrival(await decide(program().path, 'allow'));
    const { path } = program();
    expectPage(await decide(path, 'allow'), 409, 'No code can be made now', '10 codes wait already');
    gatehouse.clock.advance(121_000);
    arrival(await decide(path, 'allow'));
  });
});

describe('what others have written', () => {
  const evil = '"><script>alert(1)</script>';
  const [since, seen, until] = [new Date(0), new Date(1), new Date(2)];
  const known = { person: { name: evil, email: evil }, formToken: evil };
  const device = { id: evil, name: evil, waits: true, key: null, since, seen, until };
  const pages: Record<string, VNode> = {
    devices: DevicesPage({
      ...{ ...known, devices: [device], most: 1, asksPassword: true },
      wrong: { text: evil, field: 'device_name', deviceName: evil },
    }),
    deviceCode: DeviceCodePage({ code: evil, deviceName: evil, seconds: 60, host: evil }),
    connect: ConnectPage({ ...known, action: evil, deviceName: evil, place: evil, host: evil, days: 1 }),
  };

  it.each(Object.entries(pages))('is text in %s, not markup', (_name, page) => {
    const html = renderToString(page);
    expect(html).toContain('&lt;script>');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('">&lt;script>alert(1)&lt;/script>"');
  });
});
