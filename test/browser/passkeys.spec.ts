import type { CDPSession, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { passkeysOf } from '../support/passkeys.js';
import type { ClientSite } from './client-site.js';
import type { Setup, Visitor } from './visitor.js';
import { picture, Visits } from './visits.js';

let visits: Visits;
let gatehouse: TestGatehouse;
let site: ClientSite;
let client: RelyingParty;

beforeAll(async () => {
  visits = await Visits.begin();
  ({ gatehouse, site } = visits);
  client = await createRelyingParty(gatehouse, {
    client_name: 'Travel planner',
    first_party: true,
    redirect_uris: ['http://127.0.0.1/callback'],
  });
});
afterEach(() => visits.finish());
afterAll(() => visits.end());

/** The browser's own authenticator, and what a test does to it (WebAuthn §11). */
class Authenticator {
  private constructor(
    private readonly session: CDPSession,
    readonly authenticatorId: string,
  ) {}

  static async of({ context, page }: Visitor, options: object = {}): Promise<Authenticator> {
    const session = await context.newCDPSession(page);
    await session.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        ...options,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  async credentials() {
    const { authenticatorId } = this;
    return (await this.session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  }

  /** Somebody is there who is not the one whose finger it knows. */
  async verifies(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  async says(bits: { readonly isBogusSignature?: boolean; readonly isBadUV?: boolean; readonly isBadUP?: boolean }) {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setResponseOverrideBits', { authenticatorId, ...bits });
  }

  async answersByItself(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  /** The same passkeys, as they were: what a copy of it is. */
  async restore(credentials: Awaited<ReturnType<Authenticator['credentials']>>): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.clearCredentials', { authenticatorId });
    for (const credential of credentials) {
      await this.session.send('WebAuthn.addCredential', { authenticatorId, credential });
    }
  }
}

/** What a page asks for, before the browser looks for a passkey. */
const OPTIONS = '**/sign-in/passkey-options';

/** What the browser notes where a page goes on although nobody has touched it. */
const SKIPPED = /NavigationEntryMarkedSkippable/;

const WIDE: Setup = { javaScriptEnabled: true, width: 1280 };

/** A person who has signed in by password, with an authenticator that knows them. */
async function arrived(setup = WIDE, options: object = {}) {
  const [visitor, person] = [await visits.arrive(setup), await createPerson(gatehouse)];
  const authenticator = await Authenticator.of(visitor, options);
  // What the browser offers by itself would be taken at once.
  await authenticator.answersByItself(false);
  await visitor.page.goto(`${gatehouse.url}/sign-in`);
  await visitor.signIn(person);
  await visitor.page.waitForURL(`${gatehouse.url}/account`);
  await authenticator.answersByItself(true);
  return { visitor, person, authenticator };
}

/** The same, with a passkey. */
async function enrolled(setup = WIDE, options: object = {}) {
  const all = await arrived(setup, options);
  const { page } = all.visitor;
  await page.getByLabel('Name (optional)').fill('This very laptop');
  await all.visitor.button('Add a passkey').click();
  await page.getByText('You can sign in with your new passkey now.').waitFor();
  return all;
}

async function signOut({ page }: Visitor, authenticator: Authenticator): Promise<void> {
  await authenticator.answersByItself(false);
  await offering(page, () => page.getByRole('button', { name: 'Sign out', exact: true }).click());
  await page.waitForURL(`${gatehouse.url}/sign-in`);
  await page.locator('form[data-passkey]').waitFor();
}

/** Does what opens a page that has the browser offer passkeys, and waits until it has what it needs for that. */
async function offering(page: Page, open: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForResponse(OPTIONS), open()]);
}

/**
 * Presses the button, and is there only from then on: what the browser offers by itself would be taken before.
 * @see offering for how the page was opened
 */
async function byButton(visitor: Visitor, authenticator: Authenticator, name = 'Sign in with a passkey') {
  let press = (): void => undefined;
  const pressed = new Promise<void>((resolve) => (press = resolve));
  const meet = async (route: Route): Promise<void> => {
    await pressed;
    await authenticator.answersByItself(true);
    await route.fallback();
  };
  await visitor.page.route(OPTIONS, meet, { times: 1 });
  await visitor.button(name).click();
  press();
}

/** The same, where the page that says no must stay: nobody has chosen what the browser offers there. */
async function byButtonInVain(visitor: Visitor, authenticator: Authenticator): Promise<void> {
  visitor.foresee(/status of 40[13]/);
  let asked = 0;
  await visitor.page.route(OPTIONS, (route) => (++asked === 1 ? route.continue() : route.fulfill({ status: 403 })));
  await byButton(visitor, authenticator);
  await visitor.page.getByRole('alert').getByText('The passkey was not accepted.').waitFor();
}

describe.each<[string, Setup]>([
  ['in a wide window', WIDE],
  ['at a telephone', { javaScriptEnabled: true, width: 390 }],
])('with the browser’s own authenticator, %s', (_name, setup) => {
  it('a person adds a passkey, signs in by it without saying who they are, renames and deletes it', async () => {
    const { visitor, person, authenticator } = await enrolled(setup);
    const { page } = visitor;
    await visitor.expectGoodPage('Your account');
    await picture(visitor, 'passkeys-account');
    const [credential] = await authenticator.credentials();
    expect(credential).toMatchObject({ isResidentCredential: true, rpId: 'localhost', userName: person.email });
    expect(await passkeysOf(gatehouse, person.id)).toMatchObject([
      { name: 'This very laptop', transports: ['internal'] },
    ]);
    await signOut(visitor, authenticator);
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'passkeys-sign-in');
    await byButton(visitor, authenticator);
    await page.waitForURL(`${gatehouse.url}/account`);
    expect(await page.getByText(person.email).count()).toBe(1);
    await page.getByText('Rename', { exact: false }).first().click();
    await page.getByLabel('New name').fill('Grey laptop');
    await picture(visitor, 'passkeys-rename');
    await page.getByRole('button', { name: 'Save the name of This very laptop' }).click();
    await page.getByText('The passkey has its new name.').waitFor();
    await page.getByRole('button', { name: 'Delete Grey laptop' }).click();
    await page.getByText('You have no passkeys.').waitFor();
    await visitor.expectGoodPage('Your account');
  });

  it('a link makes the first passkey of somebody who has no password', async () => {
    const person: TestPerson = await gatehouse.create('/users', {
      email: `nora-${setup.width}@example.test`,
      name: 'Nora Newcomer',
      roles: ['user'],
    });
    const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const visitor = await visits.arrive(setup);
    const authenticator = await Authenticator.of(visitor);
    const { page } = visitor;
    await page.goto(url as string);
    await visitor.expectGoodPage('Choose a password');
    await picture(visitor, 'passkeys-setup');
    await visitor.button('Make a passkey instead').click();
    visitor.foresee(SKIPPED);
    // The browser offers it at once, and there is somebody who takes it.
    await page.waitForURL(`${gatehouse.url}/account`);
    expect(await page.getByText('Change your password').count()).toBe(0);
    expect(await authenticator.credentials()).toHaveLength(1);
  });

  it('somebody who came a while ago confirms by the passkey, before anything is changed', async () => {
    const { visitor, authenticator } = await enrolled(setup);
    const { page } = visitor;
    gatehouse.clock.advance(601_000);
    await page.goto(`${gatehouse.url}/account`);
    await visitor.expectGoodPage('Your account');
    await picture(visitor, 'passkeys-account-stale');
    await authenticator.answersByItself(false);
    await offering(page, () => page.getByRole('link', { name: 'Confirm it is you' }).click());
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'passkeys-confirm');
    await byButton(visitor, authenticator, 'Use a passkey');
    await page.waitForURL(`${gatehouse.url}/account`);
    await visitor.button('Add a passkey').waitFor();
  });

  it('an application that needs a passkey asks for it alone', async () => {
    const { visitor, person, authenticator } = await enrolled(setup);
    const { page } = visitor;
    await authenticator.answersByItself(false);
    const journey = new AuthorizationFlow(gatehouse, client);
    const asked = { redirect_uri: site.callback, scope: 'user mcp', acr_values: 'phr' };
    const query = new URLSearchParams(journey.parameters(asked)).toString();
    await offering(page, () => page.goto(`${gatehouse.url}/oauth/authorize?${query}`));
    await visitor.button('Use a passkey').waitFor();
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'passkeys-step-up');
    expect(await page.getByLabel('Password').count()).toBe(0);
    await byButton(visitor, authenticator, 'Use a passkey');
    await page.waitForURL(`${site.callback}?*`);
    const code = site.arrivals.at(-1)?.answer.get('code') ?? '';
    const { body } = await journey.redeem(code, { redirect_uri: site.callback });
    expect(claimsOf(body.access_token as string)).toMatchObject({ sub: person.id, acr: 'phr' });
  });
});

describe('what an authenticator says that is not so', () => {
  it('the browser offers a passkey in the field of the e-mail address, and it is enough', async () => {
    const { visitor, person, authenticator } = await enrolled();
    await signOut(visitor, authenticator);
    visitor.foresee(SKIPPED);
    await authenticator.answersByItself(true);
    await visitor.page.goto(`${gatehouse.url}/sign-in`);
    // Nobody presses anything: conditional mediation is what is answered.
    await visitor.page.waitForURL(`${gatehouse.url}/account`);
    expect(await visitor.page.getByText(person.email).count()).toBe(1);
  });

  it('a person who cannot be verified makes no passkey, and is told', async () => {
    const { visitor, person, authenticator } = await arrived();
    await authenticator.verifies(false);
    await visitor.button('Add a passkey').click();
    await visitor.page.getByRole('alert').getByText('No passkey was chosen. Try again.').waitFor();
    await visitor.expectGoodPage('Your account');
    await picture(visitor, 'passkeys-not-made');
    expect(await passkeysOf(gatehouse, person.id)).toEqual([]);
  });

  it('a person who cannot be verified is not let in', async () => {
    const { visitor, authenticator } = await enrolled();
    await signOut(visitor, authenticator);
    await authenticator.verifies(false);
    await byButton(visitor, authenticator);
    await visitor.page.getByRole('alert').getByText('No passkey was chosen.').waitFor();
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'passkeys-not-chosen');
    expect((await visitor.context.request.get(`${gatehouse.url}/account`, { maxRedirects: 0 })).status()).toBe(303);
  });

  it.each([
    ['a signature that is wrong', { isBogusSignature: true }],
    ['that nobody was verified', { isBadUV: true }],
    ['that nobody was there', { isBadUP: true }],
  ])('%s is refused', async (_name, bits) => {
    const { visitor, person, authenticator } = await enrolled();
    await signOut(visitor, authenticator);
    await authenticator.says(bits);
    await byButtonInVain(visitor, authenticator);
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'passkeys-refused');
    const refused = await gatehouse.sql(`SELECT 1 FROM audit_events WHERE kind = 'sign_in.refused' AND sub = $1`, [
      person.id,
    ]);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('a counter that goes back is noticed, refused, and shown', async () => {
    const { visitor, person, authenticator } = await enrolled();
    const copy = await authenticator.credentials();
    await signOut(visitor, authenticator);
    await byButton(visitor, authenticator);
    await visitor.page.waitForURL(`${gatehouse.url}/account`);
    await signOut(visitor, authenticator);
    await authenticator.restore(copy);
    await byButtonInVain(visitor, authenticator);
    await authenticator.answersByItself(false);
    expect(await passkeysOf(gatehouse, person.id)).toMatchObject([{ suspect_at: expect.any(Date) }]);
    const kinds = await gatehouse.sql(
      `SELECT kind FROM audit_events WHERE kind = 'passkey.counter_regressed' AND sub = $1`,
      [person.id],
    );
    expect(kinds.length).toBeGreaterThan(0);
    await visitor.signIn(person);
    await visitor.page.getByText('Somebody may have a copy of it').waitFor();
    await picture(visitor, 'passkeys-suspect');
  });

  it('a passkey that was deleted here is forgotten there, when it is next tried', async () => {
    const { visitor, person, authenticator } = await enrolled();
    await signOut(visitor, authenticator);
    await gatehouse.sql('DELETE FROM passkeys WHERE user_id = $1', [person.id]);
    await byButtonInVain(visitor, authenticator);
    await expect.poll(() => authenticator.credentials(), { timeout: 20_000 }).toEqual([]);
  });

  it('the same authenticator makes no second passkey for one person', async () => {
    const { visitor, person } = await enrolled();
    await visitor.button('Add a passkey').click();
    await visitor.page.getByRole('alert').getByText('There is a passkey of yours on this device already.').waitFor();
    expect(await passkeysOf(gatehouse, person.id)).toHaveLength(1);
  });
});

describe('without JavaScript', () => {
  it('the sign-in page is the form for the password, and the account says what is missing', async () => {
    const [visitor, person] = [
      await visits.arrive({ javaScriptEnabled: false, width: 320 }),
      await createPerson(gatehouse),
    ];
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/sign-in`);
    await visitor.expectGoodPage('Sign in');
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['Sign in']);
    await picture(visitor, 'passkeys-no-script-sign-in');
    await visitor.signIn(person);
    await page.waitForURL(`${gatehouse.url}/account`);
    await visitor.expectGoodPage('Your account');
    await picture(visitor, 'passkeys-no-script-account');
    expect(
      await page.getByText('To add one, you need a browser that knows passkeys and runs scripts.').isVisible(),
    ).toBe(true);
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
  });
});
