import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { signed } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { HttpsHost } from '../support/https-host.js';
import { Visit } from '../support/logout-listener.js';
import { createPerson } from '../support/people.js';
import { expectPage, TestBrowser } from '../support/test-browser.js';

const rules = {
  create_people: true,
  link_verified_email: true,
  email_domains: ['acme.example'],
  role_claim: ['groups'],
  role_map: { staff: ['user'], heads: ['user', 'admin'] },
  roles_of_all: [],
  status: 'active',
};

let host: HttpsHost;
let g: TestGatehouse;
let acme: CompanyProvider;
let id: string;
beforeAll(async () => {
  host = await HttpsHost.start();
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '60000/60', ...host.settings });
  acme = await CompanyProvider.start(host, () => g);
  ({ id } = await acme.register(g, rules));
});
beforeEach(async () => {
  acme.mischief = {};
  const sub = randomUUID();
  acme.person = { sub, email: `${sub}@acme.example`, email_verified: true, groups: ['staff'] };
  await change(rules);
});
afterAll(async () => {
  await g.stop();
  await host.stop();
});

const browser = () => new TestBrowser(g.url);
const signedIn = async (at: TestBrowser) => (await at.get('/account')).status === 200;
const change = async (fields: Record<string, unknown>) => {
  expect((await g.adminCall('PATCH', `/sign-in-providers/${id}`, fields)).status).toBe(200);
};
const userBy = async (email: unknown) => (await g.adminCall('GET', `/users?email=${String(email)}`)).body.items[0];
const links = async (userId: string) => (await g.adminCall('GET', `/users/${userId}/identities`)).body.items;
async function unlink(userId: string): Promise<void> {
  for (const link of await links(userId)) {
    expect((await g.adminCall('DELETE', `/users/${userId}/identities/${link.id}`)).status).toBe(204);
  }
}
/** The administrator does something just when the provider has signed the person in, and its answer is on the way. */
function meanwhile(what: () => Promise<void>): void {
  acme.mischief = {
    idToken: async (claims) => {
      acme.mischief = {};
      await what();
      return signed(JSON.stringify(claims), acme.key);
    },
  };
}

describe('a link that is taken away', () => {
  it('takes with it whoever came by it', async () => {
    const person = await createPerson(g, { email: acme.person['email'] });
    const thief = browser();
    expect((await acme.signIn(thief)).status).toBe(303);
    await change({ link_verified_email: false });
    await unlink(person.id);
    expect(await signedIn(thief)).toBe(false);
  });

  it('leaves signed in who came by a password', async () => {
    const person = await createPerson(g, { email: acme.person['email'] });
    const [byPassword, byAcme] = [(await Visit.begin(g, person)).browser, browser()];
    expect((await acme.signIn(byAcme)).status).toBe(303);
    await unlink(person.id);
    // The roles stay where they were given by hand.
    expect([await signedIn(byPassword), await signedIn(byAcme)]).toEqual([true, false]);
    expect((await userBy(person.email)).roles).toEqual(['user']);
  });

  it('takes the roles with it that were there because of it', async () => {
    acme.person['groups'] = ['heads'];
    const person = await createPerson(g, { email: acme.person['email'], roles: ['user'] });
    const at = browser();
    expect((await acme.signIn(at)).status).toBe(303);
    expect((await userBy(person.email)).roles).toEqual(['user', 'admin']);
    await unlink(person.id);
    expect((await userBy(person.email)).roles).toEqual(['user']);
    // Linked once more, they come and go as before.
    expect((await acme.signIn(at)).status).toBe(303);
    acme.person['groups'] = ['staff'];
    expect((await acme.signIn(at)).status).toBe(303);
    expect((await userBy(person.email)).roles).toEqual(['user']);
  });
});

describe('a provider that is changed while somebody is on the way back', () => {
  it.each<[string, Record<string, unknown>]>([
    ['switched off', { status: 'inactive' }],
    ['no longer to bring new people', { create_people: false }],
    ['with other domains', { email_domains: ['other.example'] }],
    ['without that role', { role_map: { heads: ['admin'] } }],
  ])('%s: nobody is written down', async (_name, fields) => {
    meanwhile(() => change(fields));
    const at = browser();
    expectPage(await acme.signIn(at), 403, 'Something about your account was changed');
    expect([await signedIn(at), await userBy(acme.person['email'])]).toEqual([false, undefined]);
  });

  it('nobody is linked', async () => {
    const person = await createPerson(g, { email: acme.person['email'] });
    meanwhile(() => change({ link_verified_email: false }));
    expectPage(await acme.signIn(browser()), 403, 'Something about your account was changed');
    expect(await links(person.id)).toEqual([]);
  });

  it('nobody becomes an administrator', async () => {
    const person = await createPerson(g, { email: acme.person['email'] });
    expect((await acme.signIn(browser())).status).toBe(303);
    acme.person['groups'] = ['heads'];
    meanwhile(() => change({ role_map: { staff: ['user'] } }));
    expectPage(await acme.signIn(browser()), 403, 'Something about your account was changed');
    expect((await userBy(person.email)).roles).toEqual(['user']);
  });
});

it('a provider that is deleted in the very moment of a sign-in leaves nobody signed in', async () => {
  const other = await CompanyProvider.start(host, () => g, '/other');
  const made = await other.register(g, { ...rules, slug: 'other', name: 'Other' });
  other.person = acme.person;
  expect((await other.signIn(browser(), '/sign-in', 'other')).status).toBe(303);
  const at = browser();
  const back = new URL(await other.leave(at, '/sign-in', 'other'));
  const held = ['SELECT 1 FROM users WHERE email = $1 FOR UPDATE', [acme.person['email']]] as const;
  await whileHeld(g, held, async (lock) => {
    const signingIn = at.get(back.pathname + back.search);
    await lock.waitedFor(1, signingIn);
    const deleting = g.adminCall('DELETE', `/sign-in-providers/${made.id}`);
    await lock.waitedFor(2, deleting);
    await lock.release();
    expect([(await deleting).status, (await signingIn).status]).toEqual([204, 303]);
  });
  expect(await signedIn(at)).toBe(false);
});

it('an address of an owner’s links nobody, whatever a provider has verified', async () => {
  const owner = await createPerson(g, { email: acme.person['email'], roles: ['owner', 'user'] });
  const at = browser();
  await acme.signIn(at);
  expect(await signedIn(at)).toBe(false);
  expect(await links(owner.id)).toEqual([]);
  expect((await userBy(owner.email)).roles).toEqual(['owner', 'user']);
});
