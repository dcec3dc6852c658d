import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { CompanyProvider } from '../support/company-provider.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createPerson } from '../support/people.js';
import { TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 10;

let host: HttpsHost;
let gatehouse: TestGatehouse;
let second: Replica;
let acme: CompanyProvider;
beforeAll(async () => {
  host = await HttpsHost.start();
  const shared = { LIMIT_SIGN_IN: '60000/60', ...host.settings };
  gatehouse = await TestGatehouse.start(shared);
  const environment = { ...testSecrets, ...shared, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, environment, gatehouse.clock);
  acme = await CompanyProvider.start(host, () => gatehouse);
  await acme.register(gatehouse, {
    email_domains: ['acme.example'],
    create_people: true,
    link_verified_email: true,
    roles_of_all: ['user'],
  });
});
beforeEach(() => {
  const sub = randomUUID();
  acme.person = { sub, email: `${sub}@acme.example`, email_verified: true };
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await host.stop();
});

/** The same browser, at both instances in turn. */
const urlOf = (turn: number): string => (turn % 2 === 0 ? gatehouse.url : second.url);
const times = <T>(work: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => work(turn)));

/** So many people, or one as often, each sent away in a browser of their own. */
async function sentAway(whom: () => Record<string, unknown> = () => acme.person) {
  const ways = [];
  for (let turn = 0; turn < AT_ONCE; turn++) {
    acme.person = whom();
    const at = new TestBrowser(gatehouse.url);
    ways.push({ back: new URL(await acme.leave(at, '/sign-in')), cookie: at.cookie });
  }
  return ways;
}

/** All come back at the same moment, at both instances in turn. */
async function comeBack(ways: { readonly back: URL; readonly cookie: string }[]): Promise<number[]> {
  const answers = await Promise.all(
    ways.map(({ back, cookie }, turn) =>
      fetch(urlOf(turn) + back.pathname + back.search, { headers: { cookie }, redirect: 'manual' }),
    ),
  );
  return answers.map(({ status }) => status).sort();
}

describe('two instances on one database', () => {
  it('any of them finishes what another began', async () => {
    const at = new TestBrowser(gatehouse.url);
    const back = new URL(await acme.leave(at, '/sign-in'));
    const headers = { cookie: at.cookie };
    const answer = await fetch(second.url + back.pathname + back.search, { headers, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  });

  it('one answer of a provider lets one in, however many bring it at once', async () => {
    for (let round = 0; round < 3; round++) {
      const at = new TestBrowser(gatehouse.url);
      const back = new URL(await acme.leave(at, '/sign-in'));
      const headers = { cookie: at.cookie };
      const exchanged = acme.forms.length;
      const answers = await times((turn) =>
        fetch(urlOf(turn) + back.pathname + back.search, { headers, redirect: 'manual' }),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([303, ...Array<number>(AT_ONCE - 1).fill(400)]);
      expect(acme.forms.length).toBe(exchanged + 1);
    }
  });

  it.each([false, true])(
    'one person comes of many first sign-ins at once (with an account before: %j)',
    async (known) => {
      for (let round = 0; round < 3; round++) {
        const sub = randomUUID();
        const email = `${sub}@acme.example`;
        acme.person = { sub, email, email_verified: true };
        if (known) await createPerson(gatehouse, { email });
        expect(await comeBack(await sentAway())).toEqual(Array<number>(AT_ONCE).fill(303));
        const [found] = await gatehouse.sql(
          `SELECT count(DISTINCT u.id)::int AS people, count(DISTINCT i.id)::int AS links
           FROM users u JOIN user_identities i ON i.user_id = u.id WHERE u.email = $1`,
          [email],
        );
        expect(found).toEqual({ people: 1, links: 1 });
      }
    },
  );

  it('two names of one address at once: one is linked, and the other never is', async () => {
    for (let round = 0; round < 3; round++) {
      const email = `${randomUUID()}@acme.example`;
      const ways = await sentAway(() => ({ sub: randomUUID(), email, email_verified: true }));
      expect(await comeBack(ways)).toEqual([303, ...Array<number>(AT_ONCE - 1).fill(403)]);
    }
  });

  it('one logout token is good once, however many bring it at once', async () => {
    for (let round = 0; round < 3; round++) {
      const at = new TestBrowser(gatehouse.url);
      expect((await acme.signIn(at)).status).toBe(303);
      const logout_token = await acme.logoutToken({ sub: acme.person['sub'] });
      const answers = await times((turn) =>
        fetch(`${urlOf(turn)}/sign-in/backchannel-logout/acme`, {
          method: 'POST',
          body: new URLSearchParams({ logout_token }),
        }),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array<number>(AT_ONCE - 1).fill(400)]);
      expect((await at.get('/account')).status).toBe(303);
    }
  });
});
