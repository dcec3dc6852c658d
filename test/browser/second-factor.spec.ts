import { TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import type { Setup, Visitor } from './visitor.js';
import { picture, Visits } from './visits.js';

let visits: Visits;
let gatehouse: TestGatehouse;

beforeAll(async () => {
  visits = await Visits.begin();
  ({ gatehouse } = visits);
  gatehouse.clock.freeze();
});
afterEach(() => visits.finish());
afterAll(() => visits.end());

/** The colours of the QR code, and whether it lies on white in both schemes. */
async function qrColours({ page }: Visitor): Promise<string[]> {
  const colours = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const part of ['rect', 'path']) {
      colours.push(await page.locator(`svg.qr ${part}`).evaluate((element) => getComputedStyle(element).fill));
    }
  }
  return colours;
}

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, in a narrow window', { javaScriptEnabled: false, width: 320 }],
])('with JavaScript %s', (_how, setup) => {
  it('a person sets up a second factor, signs in with it, and with a recovery code', async () => {
    const { visitor, person } = await visits.signedIn(setup);
    const { page } = visitor;
    await page.getByRole('link', { name: 'Set up a second factor' }).click();
    await visitor.expectGoodPage('Set up a second factor');
    await picture(visitor, 'factor-enrol');
    expect(await qrColours(visitor)).toEqual([
      'rgb(255, 255, 255)',
      'rgb(0, 0, 0)',
      'rgb(255, 255, 255)',
      'rgb(0, 0, 0)',
    ]);
    const box = await page.getByRole('img', { name: /^QR code/ }).boundingBox();
    expect(box!.width).toBeGreaterThanOrEqual(200);
    const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
    const totp = new TOTP({ secret });
    const code = (): string => totp.generate({ timestamp: gatehouse.clock.now() });

    await page.getByLabel('Code', { exact: true }).fill('000000');
    visitor.foresee(/status of 400/);
    await visitor.button('Turn it on').click();
    await page.getByRole('alert').waitFor();
    expect((await page.locator('code.secret').innerText()).replaceAll(/\s/g, '')).toBe(secret);
    await page.getByLabel('Code', { exact: true }).fill(code());
    await visitor.button('Turn it on').click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await visitor.expectGoodPage('Your recovery codes');
    await picture(visitor, 'factor-codes');
    const [first = ''] = await page.locator('.codes code').allInnerTexts();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.getByRole('link', { name: 'Look after your second factor' }).click();
    await visitor.expectGoodPage('Your second factor');
    await picture(visitor, 'factor-on');
    await page.goto(`${gatehouse.url}/account`);
    await visitor.button('Sign out').first().click();

    await visitor.signIn(person);
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await visitor.expectGoodPage('Enter your code');
    expect(await visitor.focused()).toBe('code');
    await picture(visitor, 'factor-code');
    gatehouse.clock.advance(30_000);
    await page.getByLabel('Code', { exact: true }).fill(code());
    await visitor.press('Enter');
    await page.waitForURL(`${gatehouse.url}/account`);
    await visitor.button('Sign out').first().click();

    await visitor.signIn(person);
    await page.getByText('Use a recovery code').click();
    await picture(visitor, 'factor-recovery');
    await page.getByLabel('Recovery code', { exact: true }).fill(first);
    await visitor.button('Continue with the recovery code').click();
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await visitor.expectGoodPage('You are signed in');
    await picture(visitor, 'factor-recovered');
    expect(await page.getByText('9 recovery codes are left.').count()).toBe(1);
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.waitForURL(`${gatehouse.url}/account`);
  });
});
