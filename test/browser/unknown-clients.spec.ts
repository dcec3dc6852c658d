import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { AuthorizationFlow, createPerson } from '../support/people.js';
import type { ClientSite } from './client-site.js';
import type { Setup } from './visitor.js';
import { picture, Visits } from './visits.js';

// Clients that no administrator has looked at: what people see of them before they decide.

let host: HttpsHost;
let visits: Visits;
let gatehouse: TestGatehouse;
let site: ClientSite;
beforeAll(async () => {
  host = await HttpsHost.start();
  const settings = { CLIENT_METADATA_HOSTS: 'localhost', CLIENT_REGISTRATION: 'open', LIMIT_REGISTRATION: '600/60' };
  visits = await Visits.begin({ ...host.settings, ...settings });
  ({ gatehouse, site } = visits);
});
afterEach(() => visits.finish());
afterAll(async () => {
  await visits.end();
  await host.stop();
});

/** What both kinds say of themselves. */
const said = () => ({
  client_name: 'Your bank’s very own assistant for everything',
  client_uri: 'https://bank.example.test/',
  redirect_uris: [site.callback],
  token_endpoint_auth_method: 'none',
  scope: 'openid profile mcp offline_access',
});

/** @returns its id */
async function registered(): Promise<string> {
  const answer = await gatehouse.request('POST', '/oauth/register', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said()),
  });
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('client_id')]);
  return answer.body.client_id as string;
}

let made = 0;
function documented(): string {
  const path = `/client-${++made}.json`;
  host.route(path, { client_id: host.url + path, ...said() });
  return host.url + path;
}

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, in a narrow window', { javaScriptEnabled: false, width: 320 }],
])('with JavaScript %s', (_how, setup) => {
  it.each<[string, string, () => Promise<string> | string, string[]]>([
    ['that has registered itself', 'registered', registered, ['It has registered itself']],
    ['by its document', 'documented', documented, ['Nobody here has looked at it', 'localhost:']],
  ])('a person sees what is known of a client %s, and lets it in', async (_what, name, client, texts) => {
    const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse)];
    const flow = new AuthorizationFlow(gatehouse, { id: await client(), secret: undefined, client: undefined });
    const asked = { redirect_uri: site.callback, scope: 'openid mcp offline_access', prompt: 'consent' };
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/oauth/authorize?${new URLSearchParams(flow.parameters(asked)).toString()}`);
    await visitor.signIn(person);
    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Allow access');
    await picture(visitor, `consent-${name}`);
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [...texts, new URL(site.url).host, 'a program on this computer']) expect(words).toContain(text);
    expect(words).not.toContain('bank.example.test');
    await visitor.button('Allow').click();
    await page.waitForURL(`${site.callback}?*`);
    const code = site.arrivals.at(-1)?.answer.get('code') ?? '';
    expect((await flow.redeem(code, { redirect_uri: site.callback })).body.token_type).toBe('Bearer');
  });
});
