import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeviceClient, DeviceFlow } from '../support/device-flow.js';
import { DpopKey } from '../support/dpop.js';
import type { Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, PASSWORD } from '../support/people.js';
import type { ClientSite } from './client-site.js';
import type { Setup } from './visitor.js';
import { picture, Visits } from './visits.js';

let visits: Visits;
let gatehouse: TestGatehouse;
let site: ClientSite;

beforeAll(async () => {
  visits = await Visits.begin();
  ({ gatehouse, site } = visits);
});
afterEach(() => visits.finish());
afterAll(() => visits.end());

/** What a program does with its code. @returns for whom its token is */
async function begin(body: Record<string, string>): Promise<string> {
  const path = '/api/v1/bridge/exchange';
  const claims = { iat: gatehouse.clock.seconds() };
  const dpop = await (await DpopKey.make()).proof('POST', gatehouse.url + path, { claims });
  const headers = { 'content-type': 'application/json', dpop };
  const answer: Answer = await gatehouse.request('POST', path, { headers, body: JSON.stringify(body) });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('token')]);
  return claimsOf(answer.body.token as string).sub as string;
}

/** What a program opens in the browser, and what it keeps to itself. */
function program(deviceName = 'Grace’s laptop') {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    redirect_uri: site.callback,
    state: 'some state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    device_name: deviceName,
  });
  return { verifier, url: `${gatehouse.url}/account/devices/connect?${query.toString()}` };
}

/** What arrived at the program last. */
function arrived(): URLSearchParams {
  const arrival = site.arrivals.at(-1);
  if (arrival === undefined) throw new Error('nobody came back');
  expect(arrival.method).toBe('GET');
  expect([arrival.answer.get('iss'), arrival.answer.get('state')]).toEqual([gatehouse.url, 'some state']);
  return arrival.answer;
}

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, in a narrow window', { javaScriptEnabled: false, width: 320 }],
  ['on, at a telephone', { javaScriptEnabled: true, width: 390 }],
])('with JavaScript %s', (_how, setup) => {
  it('a person carries a code to a program, sees the device, and revokes it', async () => {
    const { visitor, person } = await visits.signedIn(setup);
    const { page } = visitor;
    await picture(visitor, 'account');
    await page.getByRole('link', { name: 'Look after your devices' }).click();
    await visitor.expectGoodPage('Your devices');
    expect(await page.getByText('No device acts for you.').count()).toBe(1);
    await page.getByLabel('Device name (optional)').fill('Workshop computer');
    await visitor.press('Enter');
    await page.getByRole('heading', { name: 'Your code' }).waitFor();
    await visitor.expectGoodPage('Your code');
    await picture(visitor, 'code');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of ['a program that you have started yourself', '2 minutes, once', 'Workshop computer']) {
      expect(words).toContain(text);
    }
    const code = (await page.locator('code.secret').innerText()).trim();
    expect(await begin({ code })).toBe(person.id);
    await page.getByRole('link', { name: 'Done' }).click();
    await page.waitForURL(`${gatehouse.url}/account/devices`);
    await visitor.expectGoodPage('Your devices');
    expect(await page.getByText('Workshop computer active').count()).toBe(1);
    await picture(visitor, 'devices');
    await page.getByRole('button', { name: 'Revoke Workshop computer' }).click();
    await page.getByText('No device acts for you.').waitFor();
  });

  it('a wrong form is answered on the page, and asks for the password after a while', async () => {
    const { visitor } = await visits.signedIn(setup);
    visitor.foresee(/status of 400/);
    const { page } = visitor;
    gatehouse.clock.advance(601_000);
    await page.goto(`${gatehouse.url}/account/devices`);
    await page.getByLabel('Your password').fill('not it');
    await visitor.button('Make a code').click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    await visitor.expectGoodPage('Your devices');
    expect(await alert.innerText()).toBe('The password is not right.');
    await picture(visitor, 'wrong');
    await page.getByLabel('Your password').fill(PASSWORD);
    await visitor.button('Make a code').click();
    await page.getByRole('heading', { name: 'Your code' }).waitFor();
  });

  it('a program asks at its own port: the person signs in, looks, and allows it', async () => {
    const [visitor, person, asked] = [await visits.arrive(setup), await createPerson(gatehouse), program()];
    const { page } = visitor;
    await page.goto(asked.url);
    await visitor.expectGoodPage('Sign in');
    await visitor.signIn(person);
    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Connect a program');
    await picture(visitor, 'connect');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [
      'Connect a program to your account?',
      'Grace’s laptop',
      new URL(site.url).host,
      'a program on this computer',
      'you have just started this program yourself',
      `You are signed in as Grace Person ${person.email}`,
    ]) {
      expect(words).toContain(text);
    }
    await visitor.press('Tab');
    expect(await visitor.focused()).toBe('Allow');
    await visitor.press('Enter');
    await page.waitForURL(`${site.callback}?*`);
    expect(await page.getByRole('heading').textContent()).toBe('Back at the client');
    expect(await begin({ code: arrived().get('code') ?? '', code_verifier: asked.verifier })).toBe(person.id);
  });

  it('whoever says no sends the program away with access_denied, and nothing goes a second time', async () => {
    const [visitor, person, asked] = [
      await visits.arrive(setup),
      await createPerson(gatehouse),
      program('x'.repeat(100)),
    ];
    visitor.foresee(/status of 409/);
    const { page } = visitor;
    await page.goto(asked.url);
    await visitor.signIn(person);
    await visitor.button('Deny').waitFor();
    await visitor.expectGoodPage('Connect a program');
    await visitor.button('Deny').click();
    await page.waitForURL(`${site.callback}?*`);
    expect([arrived().get('error'), arrived().get('code')]).toEqual(['access_denied', null]);
    await page.goto(asked.url);
    await visitor.button('Allow').click();
    await page.getByRole('heading', { name: 'This is done already' }).waitFor();
    expect(site.arrivals).toHaveLength(1);
  });

  it('a program without a browser is let in by its code, and the person sees what asks', async () => {
    const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse)];
    visitor.foresee(/status of 400/);
    const { page } = visitor;
    const asked = await gatehouse.request('POST', '/api/v1/bridge/device-authorization', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ device_name: 'Build server' }),
    });
    const { device_code, user_code, verification_uri } = asked.body as Record<string, string>;
    await page.goto(verification_uri!);
    await visitor.expectGoodPage('Sign in');
    await visitor.signIn(person);
    await visitor.button('Continue').waitFor();
    await visitor.expectGoodPage('Connect a device');
    await picture(visitor, 'enter');
    await page.getByLabel('Code').fill('BBBB-BBBB');
    await visitor.press('Enter');
    await page.getByRole('alert').waitFor();
    await visitor.expectGoodPage('Connect a device');
    await picture(visitor, 'enter-wrong');
    await page.getByLabel('Code').fill(user_code!.toLowerCase());
    await visitor.press('Enter');
    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Connect a device');
    await picture(visitor, 'grant');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [user_code!, 'Build server', 'the address that you are at', 'nobody sent you the code']) {
      expect(words).toContain(text);
    }
    await visitor.button('Allow').click();
    await page.getByRole('heading', { name: 'The device is connected' }).waitFor();
    await visitor.expectGoodPage('The device is connected');
    await picture(visitor, 'granted');
    expect(await begin({ device_code: device_code! })).toBe(person.id);
  });

  it('an OAuth client without a browser is let in by its link, and the person sees what it asks for', async () => {
    const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse)];
    const { page } = visitor;
    const fields = { token_endpoint_auth_method: 'none', purpose: 'Shows what is on', client_name: 'Television' };
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, fields));
    const asked = await client.started({ scope: 'openid mcp offline_access' });
    await page.goto(asked.verification_uri_complete);
    await visitor.expectGoodPage('Sign in');
    await visitor.signIn(person);
    await visitor.button('Continue').waitFor();
    await visitor.expectGoodPage('Connect a device');
    expect(await page.getByLabel('Code').inputValue()).toBe(asked.user_code);
    await picture(visitor, 'client-link');
    await visitor.button('Continue').click();
    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Allow access');
    await picture(visitor, 'client-grant');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [
      'Allow Television to act for you?',
      asked.user_code,
      'the address that you are at',
      'any program can use its name',
      'Call MCP servers mcp',
      gatehouse.url,
      'nobody sent you the code',
      person.email,
    ]) {
      expect(words).toContain(text);
    }
    await visitor.button('Allow').click();
    await page.getByRole('heading', { name: 'Access is allowed' }).waitFor();
    await visitor.expectGoodPage('Access is allowed');
    const { body } = await client.poll(asked.device_code);
    expect(claimsOf(body.access_token as string).sub).toBe(person.id);
    await page.getByRole('link', { name: 'See your account' }).click();
    await page.getByText('Television').first().waitFor();
    await visitor.expectGoodPage('Your account');
  });

  it('a client that would administer asks for another sign-in, and says what it is about', async () => {
    const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse, { roles: ['admin', 'user'] })];
    const { page } = visitor;
    const fields = { scope: 'admin auditor user', device_authorization_administration: true };
    const client = new DeviceFlow(
      gatehouse,
      await createDeviceClient(gatehouse, { ...fields, token_endpoint_auth_method: 'none', client_name: 'Terminal' }),
    );
    const asked = await client.started();
    await page.goto(asked.verification_uri);
    await visitor.signIn(person);
    await page.getByLabel('Code').fill(asked.user_code);
    await visitor.press('Enter');
    await page.getByText('The program that shows this code wants to administer.').waitFor();
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'administration-sign-in');
    await page.getByLabel('Password').fill(PASSWORD);
    await visitor.button('Confirm').click();
    await visitor.button('Continue').click();
    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Allow access');
    await picture(visitor, 'administration-grant');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [
      'Allow Terminal to administer as you?',
      'You would give a program administration of this company’s Gatehouse',
      'Everything but what concerns owners admin',
      'Reads everything, changes nothing auditor',
      asked.user_code,
      person.email,
    ]) {
      expect(words).toContain(text);
    }
    await visitor.button('Allow').click();
    await page.getByRole('heading', { name: 'Access is allowed' }).waitFor();
    expect((await client.poll(asked.device_code)).body.scope).toBe('admin auditor user');
  });

  it('an OAuth client is turned away by whoever does not know it, and its code is of no use any more', async () => {
    const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse)];
    visitor.foresee(/status of 400/);
    const { page } = visitor;
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const asked = await client.started();
    await page.goto(asked.verification_uri);
    await visitor.signIn(person);
    await page.getByLabel('Code').fill(asked.user_code.toLowerCase().replace('-', ''));
    await visitor.press('Enter');
    await visitor.button('Deny').click();
    await page.getByRole('heading', { name: 'Access was denied' }).waitFor();
    expect((await client.poll(asked.device_code)).body.error).toBe('access_denied');
    await page.goto(asked.verification_uri_complete);
    await visitor.button('Continue').click();
    expect(await page.getByRole('alert').innerText()).toContain('No device waits with this code');
  });
});
