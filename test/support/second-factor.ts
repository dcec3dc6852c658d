import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { expect } from 'vitest';
import type { Answer, TestGatehouse } from './gatehouse.js';
import { PASSWORD, type TestPerson } from './people.js';
import { expectPage, hiddenFields, TestBrowser } from './test-browser.js';

/** Milliseconds that one code lasts. */
export const STEP = 30_000;

const HERE = '/account/second-factor';

/** An authenticator app that has a person's secret. */
export class TestApp {
  private constructor(
    private readonly gatehouse: TestGatehouse,
    private readonly totp: TOTP,
  ) {}

  /** @param page that shows the secret */
  static of(gatehouse: TestGatehouse, page: Answer): TestApp {
    const secret = /<code class="secret">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '';
    expect(secret.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/);
    return new TestApp(gatehouse, new TOTP({ secret: secret.replaceAll(' ', '') }));
  }

  static secretOf(bytes: Buffer): Secret {
    return new Secret({ buffer: Uint8Array.from(bytes).buffer });
  }

  /** What a camera sees on the page: drawn anew from what the key should be, it must be the same picture. */
  scanned({ text }: Answer): string {
    const label = /<dt>It is for<\/dt><dd>([^<]+)<\/dd>/.exec(text)?.[1] ?? '';
    const [issuer = '', account = ''] = label.split(': ');
    const url = new TOTP({ issuer, label: account, secret: this.totp.secret }).toString();
    const { data } = encode(url, { ecc: 'M', border: 4 });
    const black = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])));
    expect(text).toContain(`<path d="${black.join('')}"`);
    return url;
  }

  /** @param steps how many steps the app's clock is ahead */
  code(steps = 0): string {
    return this.totp.generate({ timestamp: this.gatehouse.clock.now() + steps * STEP });
  }

  /** A code of a step in which none was used: time goes on for it. */
  next(): string {
    this.gatehouse.clock.advance(STEP);
    return this.code();
  }

  /** Six digits that are no code of now, nor of the steps around it. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2].map((steps) => this.code(steps));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
  }
}

/** The recovery codes on a page. */
export function recoveryCodesOf({ text }: Answer): string[] {
  return [...text.matchAll(/<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<\/code>/g)].map(([, code = '']) => code);
}

/** Sends the password at the sign-in page of the account. */
export async function enterPassword(
  browser: TestBrowser,
  { email }: TestPerson,
  { password = PASSWORD, place = '/sign-in' }: { password?: string; place?: string } = {},
): Promise<Answer> {
  return browser.post(place, { ...hiddenFields(await browser.get('/sign-in')), email, password });
}

/** Sends a code to where a page asks for it. @param page the one that asks */
export function enterCode(browser: TestBrowser, page: Answer, code: string, name = 'code'): Promise<Answer> {
  return browser.post(/<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? '', {
    ...hiddenFields(page),
    [name]: code,
  });
}

/** A browser at which a person stands before the code. */
export async function beforeCode(gatehouse: TestGatehouse, person: TestPerson) {
  const browser = new TestBrowser(gatehouse.url);
  const page = await enterPassword(browser, person);
  expectPage(page, 200, 'Enter your code');
  return { browser, page };
}

/** Sets up a second factor for a person who signs in for it. */
export async function enrol(gatehouse: TestGatehouse, person: TestPerson) {
  const browser = new TestBrowser(gatehouse.url);
  const signedIn = await enterPassword(browser, person);
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/account']);
  const offer = await browser.get(HERE);
  expectPage(offer, 200, 'Set up a second factor');
  const app = TestApp.of(gatehouse, offer);
  const page = await browser.post(HERE, { ...hiddenFields(offer), code: app.code() });
  expectPage(page, 200, 'Your recovery codes');
  return { browser, app, codes: recoveryCodesOf(page) };
}

/** Whether somebody is signed in at a browser. */
export async function isSignedIn(browser: TestBrowser): Promise<boolean> {
  return (await browser.get('/account')).status === 200;
}
