import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodeReader, DEVICE_CODE } from '../support/device-flow.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { CommandLine } from './command-line.js';

let gatehouse: TestGatehouse;
let cli: CommandLine;
let person: TestPerson;
let clientId: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  cli = await CommandLine.of(gatehouse);
  person = await createPerson(gatehouse, { roles: ['admin', 'user'] });
  const { id } = await gatehouse.agent({
    client_name: 'Command line',
    kind: 'application',
    grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE],
    redirect_uris: ['http://127.0.0.1/callback'],
    token_endpoint_auth_method: 'none',
    scope: 'admin user offline_access mcp',
  });
  clientId = id;
});

afterAll(async () => {
  cli.remove();
  await gatehouse.stop();
});

const login = (...options: string[]) => ['login', '--url', gatehouse.url, '--client-id', clientId, ...options];

/** Follows what a person's browser is led to, until it is back at the program. */
async function throughBrowser(door: string): Promise<void> {
  const led = await fetch(door, { redirect: 'manual' });
  const cookie = led.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const browser = new TestBrowser(gatehouse.url);
  let at = (led.headers.get('location') ?? '').slice(gatehouse.url.length);
  let page = await browser.get(at);
  for (let steps = 0; steps < 8; steps++) {
    const location = page.headers.get('location');
    if (location?.startsWith('http://127.0.0.1')) {
      const back = await fetch(location, { headers: { cookie: cookie.join('; ') } });
      expect(await back.text()).toContain('You can close this window');
      return;
    }
    if (location !== null) page = await browser.get((at = location));
    else if (page.text.includes('/sign-in"')) {
      page = await browser.post(`${at}/sign-in`, { ...hiddenFields(page), email: person.email, password: PASSWORD });
    } else page = await browser.post(`${at}/consent`, { ...hiddenFields(page), decision: 'allow' });
  }
  throw new Error(`it led nowhere: ${page.status} ${page.text}`);
}

describe('a person who logs in', () => {
  it('does so at a browser of the machine, and is renewed by a refresh token', async () => {
    const options = ['--web', '--no-browser', '--scope', 'admin offline_access'];
    const { found, ended } = await cli.begun(login(...options), /\n {2}(http:\/\/127\.0\.0\.1:\d+\/\S+)\n/);
    await throughBrowser(found);
    expect(await ended).toMatchObject({ code: 0, stdout: '' });
    expect(await cli.json('whoami')).toMatchObject({ email: person.email, client_id: clientId });
    const folder = join(cli.home, 'gatehouse');
    const path = join(folder, readdirSync(folder).find((name) => name.startsWith('login-')) ?? '');
    const held = JSON.parse(readFileSync(path, 'utf8')) as { refresh_token: string };
    writeFileSync(path, JSON.stringify({ ...held, expires_at: 0 }));
    const ends = await Promise.all([1, 2, 3].map(() => cli.run(['users', 'show', person.email, '--json'])));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const renewed = JSON.parse(readFileSync(path, 'utf8')) as { refresh_token: string };
    expect(renewed.refresh_token).not.toBe(held.refresh_token);
  });

  it('is told to log in again when the session was ended elsewhere', async () => {
    const { sid } = await cli.json('whoami');
    expect((await gatehouse.adminCall('DELETE', `/sessions/${sid}`)).status).toBe(204);
    const ended = await cli.run(['users', 'list']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: This login was ended \(.*\)\.\nRun: gatehouse login/);
  });

  it('gets no role of administration by a code that is typed elsewhere, and is told how to', async () => {
    const ended = await cli.run(login('--device', '--scope', 'admin'));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: 400 not given to this client by a device code: .*\n.*login --web\n/);
    expect(ended.stderr).toContain(`gatehouse clients update ${clientId} --device-authorization-administration`);
  });

  it('needs to name no client: the one of the command line is there, and asks at a browser', async () => {
    const options = ['login', '--url', gatehouse.url, '--no-browser'];
    const { found, ended } = await cli.begun(options, /\n {2}(http:\/\/127\.0\.0\.1:\d+\/\S+)\n/);
    await throughBrowser(found);
    expect(await ended).toMatchObject({ code: 0, stdout: '' });
    expect(await cli.json('whoami')).toMatchObject({ email: person.email, client_id: 'gatehouse-cli' });
    expect((await cli.json('users', 'list')).items.length).toBeGreaterThan(1);
  });

  it('administers by a code, once an owner has said so and they have signed in once more for it', async () => {
    const permission = { device_authorization_administration: true };
    expect((await gatehouse.adminCall('PATCH', '/clients/gatehouse-cli', permission)).status).toBe(200);
    const options = ['login', '--url', gatehouse.url, '--device', '--scope', 'admin'];
    const { found, ended } = await cli.begun(options, /enter the code:\n\n {2}(\S+)\n/);
    const reader = await CodeReader.arrive(gatehouse, person);
    const page = await reader.enter(found);
    const fields = { ...hiddenFields(page), email: person.email, password: PASSWORD };
    gatehouse.clock.advance(1_000);
    expect((await reader.post(`/device/sign-in?user_code=${found}`, fields)).status).toBe(303);
    await reader.decide(found, 'allow');
    expect(await ended).toMatchObject({ code: 0 });
    expect((await cli.json('users', 'list')).items.length).toBeGreaterThan(1);
  });

  it('gets by a code that is typed elsewhere what may be given there', async () => {
    const { found, ended } = await cli.begun(login('--device', '--scope', 'mcp'), /enter the code:\n\n {2}(\S+)\n/);
    const reader = await CodeReader.arrive(gatehouse, person);
    await reader.decide(found, 'allow');
    expect(await ended).toMatchObject({ code: 0 });
    expect(await cli.json('whoami')).toMatchObject({ scope: 'mcp', client_id: clientId, sub: person.id });
  });
});
