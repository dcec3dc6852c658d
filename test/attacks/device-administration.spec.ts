import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, NO_LIMITS } from '../roles/role-callers.js';
import { CodeReader, createDeviceClient, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, PASSWORD, type RelyingParty, type TestPerson } from '../support/people.js';
import { enrol, enterCode } from '../support/second-factor.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const PERMISSION = 'device_authorization_administration';
const WAITS = 'authorization_pending';
const AGAIN = 'The program that shows this code wants to administer.';

let gatehouse: TestGatehouse;
let admin: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ...NO_LIMITS, LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '6000/60' });
  admin = await createPerson(gatehouse, { roles: ['admin'] });
});
afterAll(() => gatehouse.stop());

const SCOPE = 'owner admin auditor user offline_access';
const clientWith = (fields: object = {}): Promise<RelyingParty> =>
  createDeviceClient(gatehouse, { client_name: 'Command line', scope: SCOPE, [PERMISSION]: true, ...fields });
const flowOf = async (fields: object = {}): Promise<DeviceFlow> => new DeviceFlow(gatehouse, await clientWith(fields));
const change = (client: RelyingParty, fields: object): Promise<Answer> =>
  gatehouse.adminCall('PATCH', `/clients/${client.id}`, fields);
const outcome = ({ status, body }: Answer) => (status === 200 ? 'tokens' : (body.error as string));
const fieldOf = ({ body }: Answer): string[] => (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
const usersWith = ({ body }: Answer): Promise<Answer> =>
  gatehouse.request('GET', '/api/v1/admin/users', { headers: { authorization: `Bearer ${body.access_token}` } });

/** Signs in where a page asks for it. */
async function signInAgain(reader: CodeReader, page: Answer, who = reader.person): Promise<Answer> {
  const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  gatehouse.clock.advance(1_000);
  return reader.post(action, { ...hiddenFields(page), email: who.email, password: PASSWORD });
}

/** The page that asks, after all that comes before it. */
async function asked(who: TestPerson, user_code: string): Promise<{ reader: CodeReader; page: Answer }> {
  const reader = await CodeReader.arrive(gatehouse, who);
  const page = await reader.enter(user_code);
  expectPage(page, 200, AGAIN);
  const answer = await signInAgain(reader, page);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/device?user_code=${user_code}`]);
  return { reader, page: await reader.enter(user_code) };
}

async function letIn(flow: DeviceFlow, who: TestPerson, scope: string): Promise<Answer> {
  const { device_code, user_code } = await flow.started({ scope });
  const { reader, page } = await asked(who, user_code);
  expectPage(await reader.answer(page, 'allow'), 200, 'Access is allowed');
  return flow.poll(device_code);
}

describe('who decides that a code may give administration (decision 41)', () => {
  it('nobody has, unless it was said: without it nothing is different', async () => {
    const plain = await createDeviceClient(gatehouse, { scope: SCOPE });
    expect(plain.client[PERMISSION]).toBe(false);
    const flow = new DeviceFlow(gatehouse, plain);
    expect(outcome(await flow.begin({ scope: 'admin' }))).toBe('invalid_scope');
    const { device_code, user_code } = await flow.started({ scope: 'admin user' });
    const reader = await CodeReader.arrive(gatehouse, admin);
    // Asked at once, and remembered, as ever.
    expectPage(await reader.decide(user_code, 'allow'), 200, 'Access is allowed');
    expect((await flow.poll(device_code)).body).toMatchObject({ scope: 'user' });
  });

  it('owners alone, with a token that brings it: neither other administrators nor an owner’s lesser token', async () => {
    const [owner, other] = [await callerWith(gatehouse, ['owner']), await callerWith(gatehouse, ['admin'])];
    const lesser = await callerWith(gatehouse, ['owner', 'admin'], 'admin');
    const body = { client_name: 'x', kind: 'application', owner_id: other.id, grant_types: [DEVICE_CODE] };
    const wish = { ...body, scope: 'user', token_endpoint_auth_method: 'none', [PERMISSION]: true };
    for (const caller of [other, lesser]) {
      expect((await caller.call('POST', '/clients', wish)).status).toBe(403);
      const plain = (await caller.call('POST', '/clients', { ...wish, [PERMISSION]: false })).body;
      expect((await caller.call('PATCH', `/clients/${plain.client_id}`, { [PERMISSION]: true })).status).toBe(403);
    }
    const made = await owner.call('POST', '/clients', wish);
    expect([made.status, made.body[PERMISSION]]).toEqual([201, true]);
  });

  it('what has it is for owners alone: nobody else changes it, or gets a secret of it', async () => {
    const other = await callerWith(gatehouse, ['admin']);
    const { id } = await clientWith({ scope: 'admin user' });
    for (const [method, path, body] of [
      ['PATCH', `/clients/${id}`, { client_name: 'Your bank' }],
      ['POST', `/clients/${id}/secrets`, {}],
      ['DELETE', `/clients/${id}`],
    ] as const) {
      expect((await other.call(method, path, body)).status, `${method} ${path}`).toBe(403);
    }
  });

  it('it needs the grant, and an administrator who registered the client', async () => {
    const { client } = await createDeviceClient(gatehouse);
    const body = { client_name: 'x', kind: 'agent', owner_id: client.owner_id as string, scope: 'mcp' };
    const without = { ...body, grant_types: ['client_credentials'], [PERMISSION]: true };
    const refused = await gatehouse.adminCall('POST', '/clients', without);
    expect([refused.status, fieldOf(refused)]).toEqual([400, [`/${PERMISSION}`]]);
    for (const registration of ['dynamic', 'metadata_document']) {
      const { id } = await createDeviceClient(gatehouse);
      await gatehouse.sql('UPDATE clients SET registration = $1 WHERE client_id = $2', [registration, id]);
      const answer = await gatehouse.adminCall('PATCH', `/clients/${id}`, { [PERMISSION]: true });
      expect([registration, answer.status, fieldOf(answer)]).toEqual([registration, 400, [`/${PERMISSION}`]]);
    }
  });

  it('no client gives it to itself by registering', async () => {
    const open = await TestGatehouse.start({ CLIENT_REGISTRATION: 'open' });
    try {
      const metadata = { client_name: 'Me', grant_types: [DEVICE_CODE], [PERMISSION]: true };
      const answer = await open.request('POST', '/oauth/register', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...metadata, token_endpoint_auth_method: 'none' }),
      });
      expect([answer.status, answer.body[PERMISSION]]).toEqual([201, undefined]);
      const { body } = await open.adminCall('GET', `/clients/${answer.body.client_id}`);
      expect(body[PERMISSION]).toBe(false);
    } finally {
      await open.stop();
    }
  });
});

describe('a code that gives administration', () => {
  it('is shown as such, with every role, and gives what was shown', async () => {
    const flow = await flowOf({ token_endpoint_auth_method: 'none' });
    const { device_code, user_code } = await flow.started({ scope: 'owner admin auditor user' });
    const { reader, page } = await asked(admin, user_code);
    expectPage(
      page,
      200,
      'administer as you',
      'You would give a program administration',
      'Your roles that it would have',
    );
    expectPage(page, 200, '<code>admin</code>', '<code>auditor</code>', '<code>user</code>', user_code);
    // Nobody gives what they do not hold.
    expect(page.text).not.toContain('<code>owner</code>');
    expectPage(await reader.answer(page, 'allow'), 200, 'Access is allowed');
    const tokens = await flow.poll(device_code);
    expect(tokens.body.scope.split(' ').sort()).toEqual(['admin', 'auditor', 'user']);
    expect((await usersWith(tokens)).status).toBe(200);
  });

  it('phishing: entered by an administrator whose sign-in is old, or just made, it asks for another one', async () => {
    const flow = await flowOf();
    for (const age of [0, 300_000, 700_000]) {
      const reader = await CodeReader.arrive(gatehouse, admin);
      gatehouse.clock.advance(age);
      const { device_code, user_code } = await flow.started({ scope: 'admin' });
      const page = await reader.enter(user_code);
      // Who came too long ago is sent back to where codes are entered, to sign in there.
      if (page.status === 200) expectPage(page, 200, AGAIN);
      else expect([age, page.status, page.headers.get('location')]).toEqual([700_000, 303, '/device']);
      expect(page.text).not.toContain('value="allow"');
      // Nor is it answered by a form that was made by hand.
      const own = hiddenFields(await reader.get('/device'));
      const forced = await reader.post('/device/decision', { ...own, user_code, decision: 'allow' });
      expect([200, 303, 403]).toContain(forced.status);
      expect(forced.text).not.toContain('Access is allowed');
      expect(outcome(await flow.poll(device_code))).toBe(WAITS);
    }
  });

  it('a sign-in before the code was entered is none for it, however late the program began', async () => {
    const flow = await flowOf();
    const { device_code, user_code } = await flow.started({ scope: 'admin' });
    gatehouse.clock.advance(60_000);
    // Signed in after the program began, for something else.
    const reader = await CodeReader.arrive(gatehouse, admin);
    gatehouse.clock.advance(1_000);
    expectPage(await reader.enter(user_code), 200, AGAIN);
    // Nor does it help to enter it a second time.
    gatehouse.clock.advance(1_000);
    expectPage(await reader.enter(user_code), 200, AGAIN);
    expect(outcome(await flow.poll(device_code))).toBe(WAITS);
  });

  it('with the second factor of whoever has one: the password is not enough', async () => {
    const [flow, person] = [await flowOf(), await createPerson(gatehouse, { roles: ['auditor'] })];
    const { browser, app } = await enrol(gatehouse, person);
    const reader = new CodeReader(browser, person);
    const { device_code, user_code } = await flow.started({ scope: 'auditor' });
    const page = await signInAgain(reader, await reader.enter(user_code));
    expectPage(page, 200, 'Enter your code');
    expect((await reader.enter(user_code)).text).not.toContain('value="allow"');
    expect((await enterCode(browser, page, app.wrong())).status).not.toBe(303);
    const again = await signInAgain(reader, await reader.enter(user_code));
    expect((await enterCode(browser, again, app.next())).status).toBe(303);
    expectPage(await reader.decide(user_code, 'allow'), 200, 'Access is allowed');
    expect((await flow.poll(device_code)).body).toMatchObject({ scope: 'auditor' });
  });

  it('is denied without another sign-in', async () => {
    const flow = await flowOf();
    const { device_code, user_code } = await flow.started({ scope: 'admin' });
    const reader = await CodeReader.arrive(gatehouse, admin);
    await reader.enter(user_code);
    const own = hiddenFields(await reader.get('/device'));
    expectPage(
      await reader.post('/device/decision', { ...own, user_code, decision: 'deny' }),
      200,
      'Access was denied',
    );
    expect(outcome(await flow.poll(device_code))).toBe('access_denied');
  });

  it('is not remembered: a browser is asked for the same roles, and a second code as the first', async () => {
    const redirects = { redirect_uris: ['https://client.example.test/callback'] };
    const flow = await flowOf({ grant_types: [DEVICE_CODE, 'authorization_code'], ...redirects });
    expect(outcome(await letIn(flow, admin, 'admin user'))).toBe('tokens');
    const web = new AuthorizationFlow(gatehouse, flow.client);
    const { path, answer } = await web.open({ scope: 'admin user' });
    const signedIn = await web.signIn(path, answer, admin);
    expectPage(await web.browser.get(signedIn.headers.get('location') ?? ''), 200, 'value="allow"');
    const { user_code } = await flow.started({ scope: 'admin user' });
    const reader = await CodeReader.arrive(gatehouse, admin);
    expectPage(await reader.enter(user_code), 200, AGAIN);
  });

  it('lasts as long as the sign-in: no offline_access, and signing out ends it', async () => {
    const [flow, person] = [await flowOf(), await createPerson(gatehouse, { roles: ['admin', 'user'] })];
    const { device_code, user_code } = await flow.started({ scope: 'admin user offline_access' });
    const { reader, page } = await asked(person, user_code);
    expect(page.text).not.toContain('offline_access');
    await reader.answer(page, 'allow');
    const tokens = await flow.poll(device_code);
    expect(tokens.body.scope).toBe('admin user');
    const refresh = (text: string) => flow.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: text });
    const renewed = await refresh(tokens.body.refresh_token as string);
    expect([renewed.status, (await usersWith(renewed)).status]).toEqual([200, 200]);
    const account = await reader.get('/account');
    await reader.post('/sign-out', hiddenFields(account));
    expect((await reader.get('/account')).status).not.toBe(200);
    expect((await usersWith(renewed)).status).toBe(401);
    expect(outcome(await refresh(tokens.body.refresh_token as string))).toBe('invalid_grant');
    // Without a role it is what it was.
    const plain = await createPerson(gatehouse);
    const other = await flow.started({ scope: 'admin user offline_access' });
    const at = await CodeReader.arrive(gatehouse, plain);
    await at.decide(other.user_code, 'allow');
    expect((await flow.poll(other.device_code)).body).toMatchObject({ scope: 'user offline_access' });
  });

  it('ends when an owner takes the permission back: what is open, what is allowed, and what waits', async () => {
    const flow = await flowOf();
    const open = await letIn(flow, admin, 'admin user');
    expect((await usersWith(open)).status).toBe(200);
    const allowed = await flow.started({ scope: 'admin user' });
    const at = await asked(admin, allowed.user_code);
    await at.reader.answer(at.page, 'allow');
    const waiting = await flow.started({ scope: 'admin user' });
    const waits = await asked(admin, waiting.user_code);
    const alone = await flow.started({ scope: 'admin' });
    expect((await change(flow.client, { [PERMISSION]: false })).status).toBe(200);
    expect((await usersWith(open)).status).toBe(401);
    const refreshed = await flow.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: open.body.refresh_token as string,
    });
    expect(outcome(refreshed)).toBe('invalid_grant');
    expect(outcome(await flow.poll(allowed.device_code))).toBe('access_denied');
    // What was shown is no longer what would be allowed.
    const shown = await waits.reader.answer(waits.page, 'allow');
    expect(shown.text).toContain('to act for you');
    expectPage(await waits.reader.answer(shown, 'allow'), 200, 'Access is allowed');
    expect((await flow.poll(waiting.device_code)).body).toMatchObject({ scope: 'user' });
    expect((await waits.reader.enter(alone.user_code)).status).toBe(403);
    expect(outcome(await flow.begin({ scope: 'admin' }))).toBe('invalid_scope');
  });

  it('is nobody’s who signs in at that moment as somebody else', async () => {
    const [flow, other] = [await flowOf(), await createPerson(gatehouse, { roles: ['admin'] })];
    const { device_code, user_code } = await flow.started({ scope: 'admin' });
    const reader = await CodeReader.arrive(gatehouse, admin);
    const page = await reader.enter(user_code);
    await signInAgain(reader, page, other);
    expectPage(await reader.enter(user_code), 400, 'No device waits with this code');
    expect(outcome(await flow.poll(device_code))).toBe(WAITS);
    expect(await new TestBrowser(gatehouse.url).get('/device')).toMatchObject({ status: 200 });
  });
});
