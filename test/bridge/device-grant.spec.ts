import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BridgeMachine } from '../support/bridge-client.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { PublicFront } from '../support/public-front.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const ROOM = { LIMIT_SIGN_IN: '6000/60', LIMIT_AUTHORIZE: '6000/60', LIMIT_PUBLIC: '60000/60', BRIDGE_DEVICES: '50' };
const EXCHANGE = '/api/v1/bridge/exchange';

let front: PublicFront;
let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  front = await PublicFront.reserve();
  gatehouse = await TestGatehouse.start({ ...ROOM, PUBLIC_URL: front.url });
  await front.open(gatehouse.url);
  person = await createPerson(gatehouse);
});
afterAll(async () => {
  await gatehouse.stop();
  await front.close();
});

const post = (path: string, body: object, headers: Record<string, string> = {}, at = gatehouse): Promise<Answer> =>
  at.request('POST', path, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const start = (body: object = {}, at = gatehouse) => post('/api/v1/bridge/device-authorization', body, {}, at);
const started = async (body: object = {}): Promise<{ device_code: string; user_code: string }> => {
  const answer = await start(body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body as { device_code: string; user_code: string };
};
/** Asks as late as it should. */
const poll = (device_code: string, headers: Record<string, string> = {}): Promise<Answer> => {
  gatehouse.clock.advance(5_000);
  return post(EXCHANGE, { device_code }, headers);
};
const visitor = async (who: TestPerson = person, at = gatehouse): Promise<TestBrowser> => {
  const browser = new TestBrowser(at.url);
  const fields = { ...hiddenFields(await browser.get('/device')), email: who.email, password: PASSWORD };
  const answer = await browser.post('/device/sign-in', fields);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/device']);
  return browser;
};
const enter = async (browser: TestBrowser, user_code: string): Promise<Answer> =>
  browser.post('/device', { ...hiddenFields(await browser.get('/device')), user_code });
const decide = async (browser: TestBrowser, user_code: string, decision: string): Promise<Answer> =>
  browser.post('/device/decision', { ...hiddenFields(await enter(browser, user_code)), decision });
const evidence = (kind: string) =>
  gatehouse.sql('SELECT decision, detail FROM audit_events WHERE kind = $1 AND sub = $2 ORDER BY id', [
    kind,
    person.id,
  ]);

describe('a program without a browser', () => {
  it('is given a code for itself and one for a person, never cached', async () => {
    const { status, body, headers } = await start({ device_name: 'Server 7' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/) as string,
      verification_uri: `${front.url}/device`,
      expires_in: 600,
      interval: 5,
    });
    const rows = JSON.stringify(await gatehouse.sql('SELECT * FROM device_authorizations'));
    const told = rows + gatehouse.logLines.join('');
    expect([told.includes(body.device_code), told.includes(body.user_code)]).toEqual([false, false]);
  });

  it('8628-01 waits, and longer for good each time that it asks too soon', async () => {
    const { device_code } = await started();
    expect((await post(EXCHANGE, { device_code })).body).toMatchObject({ status: 400, error: 'authorization_pending' });
    expect((await post(EXCHANGE, { device_code })).body).toMatchObject({
      status: 400,
      error: 'slow_down',
      interval: 10,
    });
    expect((await poll(device_code)).body).toMatchObject({ error: 'slow_down', interval: 15 });
    gatehouse.clock.advance(14_000);
    expect((await post(EXCHANGE, { device_code })).body).toMatchObject({ error: 'slow_down', interval: 20 });
    gatehouse.clock.advance(20_000);
    expect((await post(EXCHANGE, { device_code })).body).toMatchObject({ error: 'authorization_pending' });
  });

  it('is let in by the person who enters its code, once, as that person', async () => {
    const { device_code, user_code } = await started({ device_name: 'Server 7' });
    const browser = await visitor();
    const page = await enter(browser, user_code.toLowerCase().replace('-', ' '));
    expectPage(page, 200, user_code, 'Server 7', 'Asked from', 'the address that you are at', person.email);
    expectPage(await decide(browser, user_code, 'allow'), 200, 'The device is connected');
    const answer = await poll(device_code);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    expect(claimsOf(answer.body.token as string)).toMatchObject({ sub: person.id, client_id: 'bridge' });
    const [device] = (await gatehouse.adminCall('GET', `/devices?user_id=${person.id}&active=true`)).body.items;
    expect(device).toMatchObject({ name: 'Server 7', status: 'active' });
    expect(await evidence('bridge_code.issued')).toMatchObject([
      { decision: 'done', detail: { grant: 'device_code' } },
    ]);
    expect((await poll(device_code)).body).toMatchObject({ status: 401, error: 'expired_token' });
  });

  it('renews by the key that it proved while it waited, as every device', async () => {
    const { device_code, user_code } = await started();
    const key = await DpopKey.make();
    const proof = (path: string) => key.proof('POST', front.url + path, { claims: { iat: gatehouse.clock.seconds() } });
    expect((await poll(device_code, { dpop: await proof(EXCHANGE) })).status).toBe(400);
    await decide(await visitor(), user_code, 'allow');
    gatehouse.clock.advance(5_000);
    const answer = await post(EXCHANGE, { device_code }, { dpop: await proof(EXCHANGE) });
    expect(claimsOf(answer.body.token as string)).toMatchObject({ cnf: { jkt: key.jkt } });
    const renewed = await post('/api/v1/bridge/renew', {}, { dpop: await proof('/api/v1/bridge/renew') });
    expect(renewed.status).toBe(200);
  });

  it('8628-01 is told when the person says no', async () => {
    const { device_code, user_code } = await started({ device_name: 'Odd one' });
    expectPage(await decide(await visitor(), user_code, 'deny'), 200, 'The device was turned away');
    expect((await poll(device_code)).body).toMatchObject({ status: 400, error: 'access_denied' });
    expect(await evidence('bridge_code.denied')).toMatchObject([
      { decision: 'deny', detail: { grant: 'device_code' } },
    ]);
    expect((await enter(await visitor(), user_code)).status).toBe(400);
  });

  it('8628-01 is told in the same words when its time is over, its code was used, or nobody made it', async () => {
    const late = await started();
    gatehouse.clock.advance(601_000);
    const unknown = await poll('0'.repeat(64));
    const expired = await poll(late.device_code);
    for (const { status, body } of [unknown, expired]) {
      expect([status, body.error, body.detail]).toEqual([401, 'expired_token', 'The code is not accepted.']);
    }
    expectPage(await enter(await visitor(), late.user_code), 400, 'No device waits with this code');
  });

  it('sends one code, of one kind', async () => {
    const code = '0'.repeat(64);
    const pointers = ({ body }: Answer) => (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers(await post(EXCHANGE, { code, device_code: code }))).toEqual(['/device_code']);
    expect(pointers(await post(EXCHANGE, {}))).toEqual(['/code']);
    expect(pointers(await post(EXCHANGE, { device_code: 'x' }))).toEqual(['/device_code']);
    expect(pointers(await start({ device_name: 'x'.repeat(101) }))).toEqual(['/device_name']);
  });

  it('is not let in twice by two answers at once', async () => {
    const { device_code, user_code } = await started();
    const visitors = await Promise.all([visitor(), visitor()]);
    const forms = await Promise.all(visitors.map(async (browser) => hiddenFields(await enter(browser, user_code))));
    const answers = await Promise.all(
      visitors.map((browser, turn) => browser.post('/device/decision', { ...forms[turn], decision: 'allow' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const tokens = await Promise.all([0, 1, 2, 3].map(() => post(EXCHANGE, { device_code })));
    expect(tokens.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is answered by whoever entered its code first, unless they would rather be somebody else', async () => {
    const { device_code, user_code } = await started();
    const [first, other] = [await visitor(), await visitor(await createPerson(gatehouse))];
    const fields = hiddenFields(await enter(first, user_code));
    expectPage(await enter(other, user_code), 400, 'No device waits with this code');
    const own = hiddenFields(await other.get('/device'));
    expectPage(await other.post('/device/decision', { ...own, user_code, decision: 'deny' }), 409);
    expect((await poll(device_code)).body.error).toBe('authorization_pending');
    await first.post('/device/decision', { ...fields, decision: 'switch' });
    expectPage(await decide(other, user_code, 'deny'), 200, 'The device was turned away');
    expect((await poll(device_code)).body.error).toBe('access_denied');
  });
});

describe('the page on which a code is entered', () => {
  it('is for whoever has just signed in', async () => {
    const browser = await visitor();
    gatehouse.clock.advance(601_000);
    expectPage(await browser.get('/device'), 200, 'Confirm it is you');
    const { user_code } = await started();
    const answer = await browser.post('/device', { user_code });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/device']);
  });

  it('8628-02 lets nobody guess more than a few codes, whatever was right meanwhile', async () => {
    const browser = await visitor(await createPerson(gatehouse));
    const { user_code } = await started();
    for (let turn = 0; turn < 4; turn++) {
      expect((await enter(browser, 'BBBB-BBBB')).status).toBe(400);
      expect((await enter(browser, user_code)).status).toBe(200);
    }
    expect((await enter(browser, 'BBBB-BBBB')).status).toBe(400);
    const locked = await enter(browser, user_code);
    expectPage(locked, 429, 'Too many attempts');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await enter(await visitor(), (await started()).user_code)).status).toBe(200);
  });

  it('takes answers from its own forms alone, each in the browser and for the person that it showed', async () => {
    const { device_code, user_code } = await started();
    const [browser, other] = [await visitor(), await visitor(await createPerson(gatehouse))];
    const fields = hiddenFields(await enter(browser, user_code));
    expectPage(await other.post('/device/decision', { ...fields, decision: 'allow' }), 403);
    expectPage(await browser.post('/device/decision', { user_code, decision: 'allow' }), 403);
    expectPage(await browser.post('/device/decision', { ...fields, decision: 'perhaps' }), 400, 'Please choose');
    expectPage(await browser.post('/device/decision', { ...fields, user_code: 'no code', decision: 'allow' }), 409);
    expect((await poll(device_code)).body.error).toBe('authorization_pending');
    expect((await browser.post('/device/decision', { ...fields, decision: 'switch' })).status).toBe(303);
    expectPage(await browser.get('/device'), 200, '<h1>Sign in</h1>');
  });

  it('8628-03 takes no code that a link brings along: the person enters it themselves', async () => {
    const { user_code } = await started();
    const browser = await visitor();
    const brought = hiddenFields(await browser.get(`/device?user_code=${user_code}`));
    const page = await browser.post('/device', { ...brought, user_code });
    expectPage(page, 400, 'Enter this code yourself');
    expect(page.text).not.toContain(user_code);
    expectPage(await browser.post('/device', { ...hiddenFields(page), user_code }), 200, user_code);
  });

  it('8628-05 says when the program is somewhere else, and shows what it calls itself as text', async () => {
    const trusting = await TestGatehouse.start({ ...ROOM, TRUSTED_PROXIES: '127.0.0.1' });
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const name = '<b>Your bank</b>';
    const { body } = await post('/api/v1/bridge/device-authorization', { device_name: name }, headers, trusting);
    const [browser, who] = [new TestBrowser(trusting.url), await createPerson(trusting)];
    const signIn = { ...hiddenFields(await browser.get('/device')), email: who.email, password: PASSWORD };
    await browser.post('/device/sign-in', signIn);
    const page = await enter(browser, body.user_code as string);
    expectPage(page, 200, '203.0.113.7', 'another address than yours', '&lt;b>Your bank&lt;/b>');
    await trusting.stop();
  });

  it('8628-05 is not there where an administrator wants none of it', async () => {
    const other = await TestGatehouse.start({ ...ROOM, BRIDGE_DEVICE_GRANT: 'false' });
    expect((await start({}, other)).status).toBe(404);
    expect((await post(EXCHANGE, { device_code: '0'.repeat(64) }, {}, other)).status).toBe(401);
    await other.stop();
  });
});

describe('gatehouse-bridge login --device', () => {
  // Of its own, for the program cannot know that a test moves the clock.
  let [place, at, who]: [PublicFront, TestGatehouse, TestPerson] = [front, gatehouse, person];
  const machines: BridgeMachine[] = [];
  beforeAll(async () => {
    place = await PublicFront.reserve();
    at = await TestGatehouse.start({ ...ROOM, PUBLIC_URL: place.url });
    await place.open(at.url);
    who = await createPerson(at);
  });
  afterEach(async () => {
    for (const machine of machines.splice(0)) await machine.remove();
  });
  afterAll(async () => {
    await at.stop();
    await place.close();
    BridgeMachine.clear();
  });
  const begun = async () => {
    const machine = new BridgeMachine(place.url);
    machines.push(machine);
    const running = machine.start(['login', '--device', '--name', 'Server 8']);
    const [uri, userCode = ''] = await running.said(/(\S+\/device)\n[^]*\n\s+([A-Z]{4}-[A-Z]{4})\n/);
    expect(uri).toBe(`${place.url}/device`);
    return { machine, running, userCode };
  };

  it('shows where to go and what to enter, and is logged in once somebody has allowed it', async () => {
    const { machine, running, userCode } = await begun();
    expectPage(await decide(await visitor(who, at), userCode, 'allow'), 200);
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain(who.email);
    expect(machine.state.person.id).toBe(who.id);
  });

  it('says so when they do not', async () => {
    const { running, userCode } = await begun();
    await decide(await visitor(who, at), userCode, 'deny');
    expect(await running.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did not allow it') as string,
    });
  });
});
