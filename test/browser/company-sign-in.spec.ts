import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import type { Setup } from './visitor.js';
import { picture, Visits } from './visits.js';

let host: HttpsHost;
let visits: Visits;
let gatehouse: TestGatehouse;
let acme: CompanyProvider;

beforeAll(async () => {
  host = await HttpsHost.start();
  visits = await Visits.begin(host.settings);
  ({ gatehouse } = visits);
  acme = await CompanyProvider.start(host, () => gatehouse);
  const other = await CompanyProvider.start(host, () => gatehouse, '/other');
  await acme.register(gatehouse, { email_domains: ['acme.example'], create_people: true, roles_of_all: ['user'] });
  const name = 'The Very Long Name of Another Company & Sons Incorporated';
  await other.register(gatehouse, { slug: 'other', name });
});
afterEach(() => visits.finish());
afterAll(async () => {
  await visits.end();
  await host.stop();
});

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, on a phone', { javaScriptEnabled: false, width: 320 }],
])('with JavaScript %s', (_how, setup) => {
  it('an employee presses the button of their company, and is in', async () => {
    const sub = randomUUID();
    acme.person = { sub, email: `${sub}@acme.example`, email_verified: true, name: 'Emma Employee' };
    const visitor = await visits.arrive(setup);
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/sign-in`);
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'company-sign-in');
    await visitor.button('Sign in with Acme').click();
    await page.waitForURL(`${gatehouse.url}/account`);
    expect(await page.getByText('Emma Employee').count()).toBe(1);
  });

  it('an employee of nobody here reads why, and tries again', async () => {
    acme.person = { sub: randomUUID(), email: 'someone@elsewhere.example', email_verified: true };
    const visitor = await visits.arrive(setup);
    const { page } = visitor;
    visitor.foresee(/403/);
    await page.goto(`${gatehouse.url}/sign-in`);
    await visitor.button('Sign in with Acme').click();
    await page.waitForURL(`${gatehouse.url}/sign-in/callback/**`);
    await visitor.expectGoodPage('You cannot sign in here yet');
    await picture(visitor, 'company-refused');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.waitForURL(`${gatehouse.url}/sign-in`);
  });
});
