import type { Browser } from 'playwright-core';
import { join } from 'node:path';
import { expect } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { ClientSite } from './client-site.js';
import { launch, type Setup, Visitor } from './visitor.js';

/** What the tests of one file share: a Gatehouse, a client's site, and the browser in which people come to both. */
export class Visits {
  private readonly visitors: Visitor[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly gatehouse: TestGatehouse,
    readonly site: ClientSite,
  ) {}

  /** @param environment settings that differ from the tests' own */
  static async begin(environment: Record<string, string> = {}): Promise<Visits> {
    const browser = await launch();
    const gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...environment });
    return new Visits(browser, gatehouse, await ClientSite.start());
  }

  /** Somebody's new window; what goes wrong in it fails the test that opened it. */
  async arrive(setup: Setup): Promise<Visitor> {
    const visitor = await Visitor.arrive(this.browser, setup);
    this.visitors.push(visitor);
    return visitor;
  }

  /** A person who has signed in by password, and stands at their account. */
  async signedIn(setup: Setup): Promise<{ readonly visitor: Visitor; readonly person: TestPerson }> {
    const [visitor, person] = [await this.arrive(setup), await createPerson(this.gatehouse)];
    await visitor.page.goto(`${this.gatehouse.url}/sign-in`);
    await visitor.signIn(person);
    await visitor.page.waitForURL(`${this.gatehouse.url}/account`);
    return { visitor, person };
  }

  /** After each test: everybody leaves, and nobody has met a problem. */
  async finish(): Promise<void> {
    const problems = this.visitors.flatMap((visitor) => visitor.problems);
    for (const visitor of this.visitors.splice(0)) await visitor.leave();
    this.site.arrivals.length = 0;
    expect(problems).toEqual([]);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
    await this.gatehouse.stop();
  }
}

/** A folder for pictures of the pages, for whoever wants to look at them. */
const album = process.env['SCREENSHOTS'];

/** Takes the page that somebody sees, whole, in both schemes; its name tells the width as well. */
export async function picture({ page }: Visitor, name: string): Promise<void> {
  if (album === undefined) return;
  const { width } = page.viewportSize() ?? { width: 0 };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(album, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null });
}
