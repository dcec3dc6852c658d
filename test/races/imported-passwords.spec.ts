import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

// A hash that was imported is made anew at the first sign-in. Whoever comes at the same moment has the same right password.

const NEXT = 'seven green bicycles';

let gatehouse: TestGatehouse;
let second: Replica;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, LIMIT_SIGN_IN: '6000/60' };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});
beforeEach(async () => {
  person = await createPerson(gatehouse);
});

/** A browser before the sign-in page, and what sends the form to one of the instances. */
async function arrival(url: string) {
  const browser = new TestBrowser(gatehouse.url);
  const fields = hiddenFields(await browser.get('/sign-in'));
  return {
    browser,
    signIn: (password = PASSWORD) => browser.at(url).post('/sign-in', { ...fields, email: person.email, password }),
  };
}
const storedHash = () => [`SELECT 1 FROM passwords WHERE user_id = $1 FOR UPDATE`, [person.id]] as const;
const hashOf = async () =>
  (await gatehouse.sql<{ hash: string }>('SELECT hash FROM passwords WHERE user_id = $1', [person.id]))[0]!.hash;

/** The person at one browser, signed in, and before the sign-in page at another; their hash is as it was imported. */
async function signedInAndAnother() {
  const imported = await hashOf();
  const [mine, other] = [await arrival(gatehouse.url), await arrival(second.url)];
  expect((await mine.signIn()).status).toBe(303);
  await gatehouse.sql('UPDATE passwords SET hash = $2 WHERE user_id = $1', [person.id, imported]);
  return [mine, other] as const;
}
const changeForm = async (browser: TestBrowser) => ({
  ...hiddenFields(await browser.get('/account')),
  ...{ current_password: PASSWORD, password: NEXT, password_again: NEXT },
});

describe('at two instances on one database', () => {
  it('first sign-ins at once, each with the right password, are all let in, and the hash is made anew once', async () => {
    const all = await Promise.all([gatehouse.url, second.url, gatehouse.url, second.url].map(arrival));
    const statuses = await whileHeld(gatehouse, storedHash(), async (lock) => {
      const sent = Promise.all(all.map(({ signIn }) => signIn()));
      await lock.waitedFor(all.length, sent);
      await lock.release();
      return (await sent).map(({ status }) => status);
    });
    expect(statuses).toEqual([303, 303, 303, 303]);
    expect(await hashOf()).toMatch(/^\$argon2id\$/);
    for (const { browser } of all) expect((await browser.get('/account')).status).toBe(200);
  });

  it('whoever knows the old password is not let in while it is changed, though its hash was about to be made anew', async () => {
    const [mine, other] = await signedInAndAnother();
    const [change, late] = await whileHeld(gatehouse, storedHash(), async (lock) => {
      const changing = mine.browser.post('/account/password', await changeForm(mine.browser));
      await lock.waitedFor(1, changing);
      const signing = other.signIn();
      await lock.waitedFor(2, signing);
      await lock.release();
      return Promise.all([changing, signing]);
    });
    expect([change.status, late.status]).toEqual([200, 401]);
    expect((await (await arrival(second.url)).signIn(NEXT)).status).toBe(303);
  });

  it('a password is changed by the right one, though a sign-in made its hash anew meanwhile', async () => {
    const [mine, other] = await signedInAndAnother();
    const change = await whileHeld(gatehouse, storedHash(), async (lock) => {
      const signing = other.signIn();
      await lock.waitedFor(1, signing);
      const changing = mine.browser.post('/account/password', await changeForm(mine.browser));
      await lock.waitedFor(2, changing);
      await lock.release();
      await signing;
      return changing;
    });
    expect(change.status).toBe(200);
    expect((await (await arrival(second.url)).signIn(NEXT)).status).toBe(303);
  });
});
