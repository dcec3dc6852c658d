import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  PASSWORD,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import type { ClientSite } from './client-site.js';
import type { Setup } from './visitor.js';
import { picture, Visits } from './visits.js';

let visits: Visits;
let gatehouse: TestGatehouse;
let site: ClientSite;
let client: RelyingParty;
/** The same, but that any program on the person's computer could say that it is this one. */
let program: RelyingParty;
/** The browser tells of problems when it likes. */
const patience = { timeout: 20_000 };

beforeAll(async () => {
  visits = await Visits.begin();
  ({ gatehouse, site } = visits);
  const fields = {
    client_name: 'Travel planner',
    kind: 'agent',
    purpose: 'Plans your journeys',
    client_uri: 'https://travel.example.test/about',
    redirect_uris: ['http://127.0.0.1/callback'],
    post_logout_redirect_uris: [`${site.url}/`],
  };
  client = await createRelyingParty(gatehouse, fields);
  program = await createRelyingParty(gatehouse, { ...fields, token_endpoint_auth_method: 'none' });
});
afterEach(() => visits.finish());
afterAll(() => visits.end());

/** One authorization that the client begins, and what it does afterwards. */
class Journey extends AuthorizationFlow {
  constructor(by = client) {
    super(gatehouse, by);
  }

  url(changes: Record<string, string> = {}): string {
    const query = this.parameters({ redirect_uri: site.callback, scope: 'openid profile user mcp', ...changes });
    return `${gatehouse.url}/oauth/authorize?${new URLSearchParams(query).toString()}`;
  }

  /** What arrived at the client last. */
  arrived(): URLSearchParams {
    const arrival = site.arrivals.at(-1);
    if (arrival === undefined) throw new Error('nobody came back');
    expect(arrival.answer.get('iss')).toBe(gatehouse.url);
    expect(arrival.answer.get('state')).toBe('some state');
    return arrival.answer;
  }

  /** @returns the answer of the token endpoint to the code that arrived */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  async redeemArrived(): Promise<any> {
    const answer = await this.redeem(this.arrived().get('code') ?? '', { redirect_uri: site.callback });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('access_token')]);
    return answer.body;
  }
}

/** A person who has allowed the client what it asks for, and stands at it. */
async function allowed(setup: Setup, changes: Record<string, string> = {}) {
  const [visitor, person, journey] = [await visits.arrive(setup), await createPerson(gatehouse), new Journey()];
  await visitor.page.goto(journey.url(changes));
  await visitor.signIn(person);
  await visitor.button('Allow').click();
  await visitor.page.waitForURL(`${site.callback}?*`);
  return { visitor, person, journey, tokens: await journey.redeemArrived() };
}

describe.each<[string, Setup]>([
  ['on, in a wide window', { javaScriptEnabled: true, width: 1280 }],
  ['off, in a narrow window', { javaScriptEnabled: false, width: 320 }],
])('with JavaScript %s', (_how, setup) => {
  it('a person chooses a password by a link, and is let in with it', async () => {
    const person: TestPerson = await gatehouse.create('/users', {
      email: `new-${setup.width}@example.test`,
      name: 'Nora Newcomer',
      roles: ['user'],
    });
    const link = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const visitor = await visits.arrive(setup);
    const { page } = visitor;
    await page.goto(link.url);
    await visitor.expectGoodPage('Choose a password');
    await picture(visitor, 'setup');
    expect(await visitor.focused()).toBe('password');
    await page.getByLabel('New password').fill('seven green bicycles');
    await page.getByLabel('The same once more').fill('seven green bicycles');
    await visitor.button('Save password').click();
    await page.waitForURL(`${gatehouse.url}/sign-in?set=1`);
    await visitor.expectGoodPage('Sign in');
    expect(await page.getByRole('status').textContent()).toBe('Your password is set. Sign in with it.');
    await visitor.signIn(person, 'seven green bicycles');
    await page.waitForURL(`${gatehouse.url}/account`);
    expect(await page.getByText('Nora Newcomer').count()).toBe(1);
  });

  it('a person signs in by the keyboard alone, sees who asks for what, and allows it', async () => {
    const [visitor, person, journey] = [await visits.arrive(setup), await createPerson(gatehouse), new Journey()];
    const { page } = visitor;
    await page.goto(journey.url());
    await visitor.expectGoodPage('Sign in');
    expect(await page.getByText('to continue to Travel planner').count()).toBe(1);
    const order = [await visitor.focused()];
    for (let step = 0; step < 2; step++) {
      await visitor.press('Tab');
      order.push(await visitor.focused());
    }
    expect(order).toEqual(['email', 'password', 'Sign in']);
    await visitor.press('Shift+Tab', 'Shift+Tab');
    await page.keyboard.type(person.email);
    await visitor.press('Tab');
    await page.keyboard.type(PASSWORD);
    await visitor.press('Enter');

    await visitor.button('Allow').waitFor();
    await visitor.expectGoodPage('Allow access');
    await picture(visitor, 'consent');
    const words = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    for (const text of [
      'Allow Travel planner to act for you?',
      'travel.example.test',
      'Plans your journeys',
      'Ada Owner',
      'Know who you are openid',
      'Read your name profile',
      'Act as a signed-in person user',
      'Call MCP servers mcp',
      `Afterwards you are sent to ${new URL(site.url).host}`,
      'a program on this computer',
      `You are signed in as Grace Person ${person.email}`,
    ]) {
      expect(words).toContain(text);
    }
    await visitor.press('Tab');
    expect(await visitor.focused()).toBe('Allow');
    await visitor.press('Enter');
    await page.waitForURL(`${site.callback}?*`);
    expect(await page.getByRole('heading').textContent()).toBe('Back at the client');
    const tokens = await journey.redeemArrived();
    expect(tokens.scope.split(' ').sort()).toEqual(['mcp', 'openid', 'profile', 'user']);
  });

  it('a wrong password is answered on the page, and the right one goes on from there', async () => {
    const [visitor, person, journey] = [await visits.arrive(setup), await createPerson(gatehouse), new Journey()];
    visitor.foresee(/status of 401/);
    const { page } = visitor;
    await page.goto(journey.url());
    await visitor.signIn(person, 'not the password');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    await visitor.expectGoodPage('Sign in');
    await picture(visitor, 'sign-in-wrong');
    expect(await alert.innerText()).toBe('The e-mail address or the password is not right.');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
    expect(await visitor.focused()).toBe('password');
    for (const label of ['E-mail address', 'Password']) {
      expect(await page.getByLabel(label).getAttribute('aria-describedby')).toBe(await alert.getAttribute('id'));
    }
    await page.keyboard.type(PASSWORD);
    await visitor.press('Enter');
    await visitor.button('Allow').waitFor();
  });

  it('somebody else can take the place of whoever is signed in', async () => {
    const [visitor, first, second] = [
      await visits.arrive(setup),
      await createPerson(gatehouse),
      await createPerson(gatehouse),
    ];
    const journey = new Journey();
    await visitor.page.goto(journey.url());
    await visitor.signIn(first);
    await visitor.button('Not you? Use another account').click();
    await visitor.signIn(second);
    await visitor.page.getByText(second.email).waitFor();
    await visitor.button('Allow').click();
    await visitor.page.waitForURL(`${site.callback}?*`);
    expect(claimsOf((await journey.redeemArrived()).access_token)).toMatchObject({ sub: second.id });
  });

  it('a second authorization goes through without any page', async () => {
    const { visitor } = await allowed(setup);
    const [again, seen] = [new Journey(), [] as string[]];
    visitor.page.on('response', (response) => {
      if (response.url().startsWith(gatehouse.url))
        seen.push(`${response.status()} ${response.request().resourceType()}`);
    });
    await visitor.page.goto(again.url());
    expect(visitor.page.url().startsWith(`${site.callback}?`)).toBe(true);
    expect(seen).toEqual(['303 document', '303 document']);
    expect((await again.redeemArrived()).token_type).toBe('Bearer');
  });

  it('a program that anybody could be is asked about each time', async () => {
    const [visitor, person, journey] = [
      await visits.arrive(setup),
      await createPerson(gatehouse),
      new Journey(program),
    ];
    const { page } = visitor;
    await page.goto(journey.url());
    await visitor.signIn(person);
    for (let time = 1; time <= 2; time++) {
      await visitor.button('Allow').click();
      await page.waitForURL(`${site.callback}?*`);
      expect((await journey.redeemArrived()).token_type).toBe('Bearer');
      await page.goto(journey.url());
    }
    expect(await visitor.button('Allow').count()).toBe(1);
  });

  it('whoever says no sends the client away with access_denied', async () => {
    const { visitor } = await allowed(setup);
    const again = new Journey();
    await visitor.page.goto(again.url({ prompt: 'consent' }));
    await visitor.button('Deny').click();
    await visitor.page.waitForURL(`${site.callback}?*`);
    expect([again.arrived().get('error'), again.arrived().get('code')]).toEqual(['access_denied', null]);
  });

  it('an answer is posted as a form, by script or by hand', async () => {
    const { visitor } = await allowed(setup);
    const again = new Journey();
    await visitor.page.goto(again.url({ response_mode: 'form_post' }));
    if (!setup.javaScriptEnabled) {
      await visitor.expectGoodPage('Back to the application');
      await visitor.button('Continue').click();
    }
    await visitor.page.waitForURL(site.callback);
    expect(site.arrivals.at(-1)?.method).toBe('POST');
    expect((await again.redeemArrived()).token_type).toBe('Bearer');
  });

  it('an answer is posted straight from the consent page, too', async () => {
    const [visitor, person, journey] = [await visits.arrive(setup), await createPerson(gatehouse), new Journey()];
    await visitor.page.goto(journey.url({ response_mode: 'form_post' }));
    await visitor.signIn(person);
    await visitor.button('Allow').click();
    if (!setup.javaScriptEnabled) await visitor.button('Continue').click();
    await visitor.page.waitForURL(site.callback);
    expect((await journey.redeemArrived()).token_type).toBe('Bearer');
  });

  it('the account shows what acts in the person’s name; withdrawing it ends it', async () => {
    const { visitor, person, journey, tokens } = await allowed(setup);
    await gatehouse.agent({ client_name: 'Night watch', owner_id: person.id, purpose: 'Watches the night' });
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/account`);
    await visitor.expectGoodPage('Your account');
    const section = (title: string) => page.locator('section', { has: page.getByRole('heading', { name: title }) });
    const text = async (title: string) => (await section(title).innerText()).replace(/\s+/g, ' ');
    expect(await text('Acting for you now')).toContain(`Travel planner ${gatehouse.url}`);
    expect(await text('What you have allowed')).toContain('Act as a signed-in person user');
    expect(await text('Where you are signed in')).toContain('this browser');
    expect(await text('Agents you answer for')).toContain('Night watch Watches the night');
    await picture(visitor, 'account-in-use');

    expect((await journey.refresh(tokens.refresh_token)).status).toBe(200);
    await section('What you have allowed').getByRole('button', { name: 'Withdraw' }).click();
    await section('What you have allowed').getByText('You have not allowed anything yet.').waitFor();
    expect(await text('Acting for you now')).toContain('Nobody acts in your name at the moment.');
    const refused = await journey.refresh(tokens.refresh_token);
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_grant']);
    await page.goto(new Journey().url());
    expect(await visitor.button('Allow').count()).toBe(1);
  });

  it('signing out ends the sign-in, and what was allowed for as long as it lasts', async () => {
    const { visitor, journey, tokens } = await allowed(setup);
    const { page } = visitor;
    await page.goto(`${gatehouse.url}/account`);
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL(`${gatehouse.url}/sign-in`);
    await visitor.expectGoodPage('Sign in');
    await page.goto(`${gatehouse.url}/account`);
    expect(page.url()).toBe(`${gatehouse.url}/sign-in`);
    await page.goto(new Journey().url());
    expect(await visitor.button('Sign in').count()).toBe(1);
    expect((await journey.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('an application can have the person signed out, if the person agrees', async () => {
    const { visitor } = await allowed(setup);
    const { page } = visitor;
    const query = new URLSearchParams({ client_id: client.id, post_logout_redirect_uri: `${site.url}/` });
    await page.goto(`${gatehouse.url}/oauth/logout?${query.toString()}`);
    await visitor.expectGoodPage('Sign out');
    await picture(visitor, 'sign-out');
    await visitor.button('Sign out').click();
    await page.waitForURL(`${site.url}/`);
    await page.goto(`${gatehouse.url}/account`);
    expect(page.url()).toBe(`${gatehouse.url}/sign-in`);
  });

  it('cookies are for our pages alone', async () => {
    const { visitor } = await allowed(setup);
    const cookies = await visitor.context.cookies(gatehouse.url);
    expect(cookies.map(({ name }) => name).sort()).toEqual(['gatehouse-browser', 'gatehouse-session']);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    await visitor.page.goto(`${gatehouse.url}/account`);
    // That somebody reads cookies there is worth an issue in itself.
    visitor.foresee(/DocumentCookie/);
    expect(await visitor.page.evaluate(() => document.cookie)).toBe('');
  });

  it('no page of ours can be framed', async () => {
    const { visitor } = await allowed(setup);
    const framed = async (url: string): Promise<string> => {
      await visitor.page.goto(`${site.url}/framing?of=${encodeURIComponent(url)}`);
      return (await visitor.page.frames()[1]?.locator('body').innerText()) ?? '';
    };
    expect(await framed(`${site.url}/`)).toContain('The client');
    visitor.foresee(/frame-ancestors|"frame"|ERR_BLOCKED_BY_RESPONSE/i);
    for (const url of [
      `${gatehouse.url}/sign-in`,
      `${gatehouse.url}/account`,
      new Journey().url({ prompt: 'consent' }),
    ]) {
      visitor.foreseen.length = 0;
      expect(await framed(url)).not.toMatch(/sign|account|allow/i);
      await expect.poll(() => visitor.foreseen.join('\n'), patience).toContain('frame-ancestors');
    }
  });

  it('the watch over problems notices one', async () => {
    const visitor = await visits.arrive(setup);
    visitor.foresee(/style-src/);
    await visitor.page.goto(`${site.url}/spoilt`);
    const kinds = () => [...new Set(visitor.foreseen.map((problem) => problem.split(':')[0]))].sort();
    const all = setup.javaScriptEnabled ? ['console', 'issue', 'violation'] : ['console', 'issue'];
    await expect.poll(kinds, patience).toEqual(all);
  });
});
