import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from '../support/people.js';

/** How a visitor's browser is set up. */
export interface Setup {
  readonly javaScriptEnabled: boolean;
  /** Of the window, in CSS pixels. */
  readonly width: number;
}

export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A person's window, which keeps all that the browser finds wrong with what it shows. */
export class Visitor {
  readonly problems: string[] = [];
  /** Those that a test wants to happen. */
  readonly foreseen: string[] = [];
  private expected: RegExp | undefined;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async arrive(browser: Browser, { javaScriptEnabled, width }: Setup): Promise<Visitor> {
    // Other hosts of a test have certificates of its own authority.
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ javaScriptEnabled, viewport, ignoreHTTPSErrors: true });
    // Less than a test's, so that whatever does not come is named.
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const visitor = new Visitor(context, page);
    const note = (text: string): void => visitor.note(text);
    page.on('console', (message) => {
      // A test types before the page has given the focus to its first field: people do not, and lose nothing if they do.
      if (/^Autofocus processing was blocked/.test(message.text())) return;
      note(`console: ${message.type()} ${message.text()}`);
    });
    page.on('pageerror', (error) => note(`script: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Whoever goes on at once has not waited for the icon.
      if (reason !== 'net::ERR_ABORTED') note(`failed: ${request.url()} ${reason}`);
    });
    // The page's own event goes by script; the browser's list of issues has the same where there is none.
    await context.exposeFunction('noteViolation', (directive: string) => note(`violation: ${directive}`));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        (globalThis as unknown as { noteViolation(text: string): void }).noteViolation(effectiveDirective);
      });
    });
    const session = await context.newCDPSession(page);
    session.on('Audits.issueAdded', ({ issue }) => note(`issue: ${JSON.stringify(issue)}`));
    await session.send('Audits.enable');
    return visitor;
  }

  /** From now on, problems of this kind are no problem. */
  foresee(pattern: RegExp): void {
    this.expected = pattern;
  }

  private note(text: string): void {
    // Chromium's own script of a frame that is gone: no page of ours has such a policy.
    if (text.includes('TrustedTypePolicy')) return;
    (this.expected?.test(text) === true ? this.foreseen : this.problems).push(text);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  /** What every page of ours owes to whoever uses it. */
  async expectGoodPage(title: string): Promise<void> {
    const { page } = this;
    expect(await page.title()).toBe(`${title} · Gatehouse`);
    // The title is there before the style sheet is.
    await page.waitForLoadState('load');
    const found = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      headings: document.querySelectorAll('h1').length,
      unlabelled: [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]):not([aria-hidden=true])')]
        .filter(({ labels }) => (labels?.length ?? 0) !== 1 || labels?.[0]?.textContent.trim() === '')
        .map(({ name }) => name),
      silent: [...document.querySelectorAll('button, a')].filter(({ textContent }) => textContent.trim() === '').length,
      sticksOut: [...document.querySelectorAll('body *')]
        .filter(
          (one) => document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth,
        )
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      styled: getComputedStyle(document.querySelector('main') ?? document.body).maxWidth !== 'none',
    }));
    expect(found).toEqual({
      lang: 'en',
      headings: 1,
      unlabelled: [],
      silent: 0,
      sticksOut: [],
      styled: true,
    });
  }

  /** Fills in the sign-in page that is open, and sends it. */
  async signIn({ email }: { readonly email: string }, password = PASSWORD): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.button('Sign in').click();
  }

  /** What has the focus: a field by its name, a button by its words. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement ? element.name : (element?.textContent.trim() ?? '');
    });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }
}
