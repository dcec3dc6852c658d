import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodeReader, createDeviceClient, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, REDIRECT, type TestPerson } from '../support/people.js';
import { expectPage, hiddenFields } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let victim: TestPerson;
let attacker: TestPerson;
let flow: DeviceFlow;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '6000/60', LIMIT_TOKEN: '6000/60' });
  victim = await createPerson(gatehouse);
  attacker = await createPerson(gatehouse);
  flow = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
});
afterAll(() => gatehouse.stop());

const arrive = (who: TestPerson): Promise<CodeReader> => CodeReader.arrive(gatehouse, who);
const outcome = ({ status, body }: Answer) => (status === 200 ? 'tokens' : (body.error as string));
const started = () => flow.started({ scope: 'user' });
const WAITS = 'authorization_pending';

describe('a code is approved from the session of somebody else (28)', () => {
  it.each(['allow', 'deny'])('%s by whoever learns a code that another person has entered', async (decision) => {
    const { device_code, user_code } = await started();
    const [owner, other] = [await arrive(victim), await arrive(attacker)];
    const page = await owner.enter(user_code);
    expectPage(await other.enter(user_code), 400, 'No device waits');
    // With a form of their own, and with the owner's.
    const own = hiddenFields(await other.get('/device'));
    expect((await other.post('/device/decision', { ...own, user_code, decision })).status).toBe(409);
    expect((await other.answer(page, decision)).status).toBe(403);
    expect(outcome(await flow.poll(device_code))).toBe(WAITS);
    expectPage(await owner.answer(page, 'allow'), 200);
    expect(outcome(await flow.poll(device_code))).toBe('tokens');
  });

  it('by a form of the same browser, after somebody else has signed in there', async () => {
    const { device_code, user_code } = await started();
    const reader = await arrive(attacker);
    const page = await reader.enter(user_code);
    const switched = await reader.answer(page, 'switch');
    expect([switched.status, switched.headers.get('location')]).toEqual([303, '/device']);
    const signIn = hiddenFields(await reader.get('/device'));
    const fields = { ...signIn, email: victim.email, password: 'correct horse battery staple' };
    expect((await reader.post('/device/sign-in', fields)).status).toBe(303);
    expect((await reader.answer(page, 'allow')).status).toBe(403);
    expect(outcome(await flow.poll(device_code))).toBe(WAITS);
  });

  it('by nobody who is signed in, by another site, or by a form that was not made for it', async () => {
    const { device_code, user_code } = await started();
    const owner = await arrive(victim);
    const fields = { ...hiddenFields(await owner.enter(user_code)), decision: 'allow' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const stranger = await gatehouse.request('POST', '/device/decision', {
      headers: form,
      body: new URLSearchParams(fields).toString(),
    });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/device']);
    for (const form_token of ['', 'x', 'A'.repeat(43)]) {
      expect((await owner.post('/device/decision', { ...fields, form_token })).status).toBe(403);
    }
    expect((await owner.post('/device/decision', { ...fields, offer: '' })).status).toBe(200);
    expect(outcome(await flow.poll(device_code))).toBe(WAITS);
  });

  it('with the page of another code: what is allowed is what was shown', async () => {
    const [small, large] = [await started(), await flow.started({ scope: 'openid profile email user mcp' })];
    const reader = await arrive(victim);
    const page = await reader.enter(small.user_code);
    await reader.enter(large.user_code);
    const answer = await reader.answer(page, 'allow', { user_code: large.user_code });
    expectPage(answer, 200, large.user_code, 'Read your e-mail address');
    expect(outcome(await flow.poll(large.device_code))).toBe(WAITS);
  });
});

describe('what changes while a person looks at the page', () => {
  it('a client that calls itself something else is shown anew', async () => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { device_code, user_code } = await client.started({ scope: 'user' });
    const reader = await arrive(victim);
    const page = await reader.enter(user_code);
    await gatehouse.adminCall('PATCH', `/clients/${client.client.id}`, { client_name: 'Your bank' });
    const shown = await reader.answer(page, 'allow');
    expectPage(shown, 200, 'Allow <em>Your bank</em> to act for you?');
    expect(outcome(await client.poll(device_code))).toBe(WAITS);
    expectPage(await reader.answer(shown, 'allow'), 200, 'Access is allowed');
    expect(outcome(await client.poll(device_code))).toBe('tokens');
  });

  it.each<[string, Record<string, unknown>]>([
    ['inactive', { status: 'inactive' }],
    ['no longer registered for the grant', { grant_types: ['client_credentials'] }],
  ])('a client that is %s is let in by nobody', async (_what, change) => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { user_code } = await client.started({ scope: 'user' });
    const reader = await arrive(victim);
    const page = await reader.enter(user_code);
    expect((await gatehouse.adminCall('PATCH', `/clients/${client.client.id}`, change)).status).toBe(200);
    expectPage(await reader.answer(page, 'allow'), 400, 'This application cannot be let in');
    expect(await gatehouse.sql('SELECT 1 FROM consents WHERE client_id = $1', [client.client.id])).toEqual([]);
  });

  it('a client that is deleted takes what waits along', async () => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { user_code } = await client.started({ scope: 'user' });
    await gatehouse.adminCall('DELETE', `/clients/${client.client.id}`);
    expectPage(await (await arrive(victim)).enter(user_code), 400, 'No device waits');
  });

  it.each<[string, (who: TestPerson, client: DeviceFlow) => Promise<unknown>, string]>([
    [
      'the person becomes inactive',
      ({ id }) => gatehouse.adminCall('PATCH', `/users/${id}`, { status: 'inactive' }),
      'access_denied',
    ],
    [
      'the consent is withdrawn',
      async ({ id }) => {
        const { items } = (await gatehouse.adminCall('GET', `/consents?user_id=${id}`)).body;
        await gatehouse.adminCall('DELETE', `/consents/${items[0].id}`);
      },
      'access_denied',
    ],
    [
      'the client loses the scope',
      (_who, { client }) => gatehouse.adminCall('PATCH', `/clients/${client.id}`, { scope: 'mcp' }),
      'access_denied',
    ],
  ])('what was allowed and not yet fetched is worth nothing once %s', async (_what, happens, error) => {
    const who = await createPerson(gatehouse);
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { device_code, user_code } = await client.started({ scope: 'user' });
    expectPage(await (await arrive(who)).decide(user_code, 'allow'), 200);
    await happens(who, client);
    expect(outcome(await client.poll(device_code))).toBe(error);
  });

  it('nor once the person has signed out', async () => {
    const { device_code, user_code } = await started();
    const reader = await arrive(victim);
    expectPage(await reader.decide(user_code, 'allow'), 200);
    await reader.post('/sign-out', hiddenFields(await reader.get('/account')));
    expect(outcome(await flow.poll(device_code))).toBe('invalid_grant');
  });
});

describe('a code of one kind is passed off as another (20)', () => {
  it('a device code is no authorization code, and no authorization code a device code', async () => {
    const fields = { grant_types: [DEVICE_CODE, 'authorization_code', 'refresh_token'], redirect_uris: [REDIRECT] };
    const both = await createRelyingParty(gatehouse, fields);
    const [device, web] = [new DeviceFlow(gatehouse, both), new AuthorizationFlow(gatehouse, both)];
    const { device_code, user_code } = await device.started({ scope: 'user' });
    await (await arrive(victim)).decide(user_code, 'allow');
    for (const verifier of [undefined, '', web.verifier]) {
      for (const redirect_uri of [undefined, REDIRECT]) {
        const answer = await web.redeem(device_code, { code_verifier: verifier, redirect_uri });
        expect([answer.status, outcome(answer)]).toEqual([400, 'invalid_grant']);
      }
    }
    const code = await web.code(victim);
    expect(outcome(await device.ask(code))).toBe('invalid_grant');
    expect(outcome(await device.poll(device_code))).toBe('tokens');
    expect((await web.redeem(code)).status).toBe(200);
  });

  it('a device code of a client begins no device, and that of a device no client', async () => {
    const headers = { 'content-type': 'application/json' };
    const bridge = (path: string, body: object) =>
      gatehouse.request('POST', `/api/v1/bridge/${path}`, { headers, body: JSON.stringify(body) });
    const program = (await bridge('device-authorization', {})).body as { device_code: string; user_code: string };
    const client = await started();
    const reader = await arrive(victim);
    for (const { user_code } of [program, client]) expectPage(await reader.decide(user_code, 'allow'), 200);
    for (const body of [{ device_code: program.device_code.slice(0, 43) }, { device_code: client.device_code }]) {
      expect((await bridge('exchange', body)).status).toBeGreaterThanOrEqual(400);
    }
    expect(outcome(await flow.ask(program.device_code))).toBe('invalid_grant');
    expect((await bridge('exchange', { device_code: program.device_code })).status).toBe(200);
    expect(outcome(await flow.poll(client.device_code))).toBe('tokens');
  });
});
