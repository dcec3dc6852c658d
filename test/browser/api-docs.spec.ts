import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import type { Setup } from './visitor.js';
import { picture, Visits } from './visits.js';

let visits: Visits;
let gatehouse: TestGatehouse;

beforeAll(async () => {
  visits = await Visits.begin();
  ({ gatehouse } = visits);
});
afterEach(() => visits.finish());
afterAll(() => visits.end());

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, in a narrow window', { javaScriptEnabled: false, width: 320 }],
  ['off, at a telephone', { javaScriptEnabled: false, width: 390 }],
])('with JavaScript %s, the page of the interface', (_how, setup) => {
  it('leads from a part to an operation, and by a link straight into it', async () => {
    const visitor = await visits.arrive(setup);
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/api/docs`);
    await visitor.expectGoodPage('API');
    await picture(visitor, 'api-docs');
    await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'clients', exact: true }).click();
    await page.getByText('Create a client').first().click();
    await page.getByText('clients.create', { exact: true }).waitFor();
    await visitor.expectGoodPage('API');

    await page.goto('about:blank');
    await page.goto(`${gatehouse.url}/api/docs#users.create`);
    await page.getByLabel('users.create with curl').waitFor();
    expect(await page.locator('details[open]').count()).toBe(1);
  });

  it('finds operations by words, from the keyboard', async () => {
    const visitor = await visits.arrive(setup);
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/api/docs`);
    await page.getByLabel('Find operations').fill('Create  PERSON users.create');
    await visitor.press('Enter');
    await page.getByRole('status').getByText('One operation has these words.').waitFor();
    expect(await page.locator('details').count()).toBe(1);
    await visitor.expectGoodPage('API');
    await picture(visitor, 'api-docs-found');
    await page.getByLabel('Find operations').fill('"><b>nothing');
    await visitor.press('Enter');
    await page.getByRole('status').getByText('No operation has these words.').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.waitForURL(`${gatehouse.url}/api/docs`);
    expect(await page.locator('details').count()).toBeGreaterThan(150);
  });
});

it('shows a command that does what it says', async () => {
  const visitor = await visits.arrive({ javaScriptEnabled: false, width: 1280 });
  await visitor.page.goto(`${gatehouse.url}/api/docs#users.create`);
  const command = await visitor.page.getByLabel('users.create with curl').innerText();
  const env = { ...process.env, TOKEN: await gatehouse.admin() };
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { env });
  expect(JSON.parse(stdout)).toMatchObject({ email: 'ada@example.com', name: 'Ada Lovelace' });
});
