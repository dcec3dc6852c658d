import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthorizationDecisions } from '../../src/oauth/authorize/authorization-decisions.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, PASSWORD } from '../support/people.js';
import type { TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

let g: TestGatehouse;
beforeAll(async () => {
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '60000/60', LIMIT_TOKEN: '60000/60' });
});
afterAll(() => g.stop());

const locationOf = (answer: Answer): string => answer.headers.get('location') ?? '';
const isConsent = (answer: Answer): boolean => answer.status === 200 && answer.text.includes('value="allow"');

async function withdrawAll(person: TestPerson): Promise<void> {
  for (const { id } of await g.sql<{ id: string }>('SELECT id FROM consents WHERE user_id = $1', [person.id])) {
    expect((await g.adminCall('DELETE', `/consents/${id}`)).status).toBe(204);
  }
}

describe('something ends between the look at a request and its code', () => {
  /** Lets something happen when it was decided that a code is to be given, and before it is. */
  function meanwhile(happens: () => Promise<void>): void {
    const decisions = g.app.get(AuthorizationDecisions);
    const grant = decisions.grant.bind(decisions);
    vi.spyOn(decisions, 'grant').mockImplementationOnce(async (...given) => {
      await happens();
      return grant(...given);
    });
  }

  it('a consent that was withdrawn buys no session', async () => {
    const [client, person] = [await createRelyingParty(g), await createPerson(g)];
    const browser = new TestBrowser(g.url);
    await new AuthorizationFlow(g, client, browser).tokens(person);
    const flow = new AuthorizationFlow(g, client, browser);
    const path = locationOf(await flow.begin());
    meanwhile(() => withdrawAll(person));
    const answer = await browser.get(path);
    const code = new URL(locationOf(answer), 'http://x').searchParams.get('code');
    const redeemed = code === null ? null : await flow.redeem(code);
    expect(redeemed?.status).not.toBe(200);
  });

  it('a place that the client lost is sent no code that is good', async () => {
    const [client, person] = [await createRelyingParty(g), await createPerson(g)];
    const browser = new TestBrowser(g.url);
    await new AuthorizationFlow(g, client, browser).tokens(person);
    const flow = new AuthorizationFlow(g, client, browser);
    const path = locationOf(await flow.begin());
    meanwhile(async () => {
      const redirect_uris = ['https://elsewhere.example.test/callback'];
      expect((await g.adminCall('PATCH', `/clients/${client.id}`, { redirect_uris })).status).toBe(200);
    });
    const answer = await browser.get(path);
    const code = new URL(locationOf(answer), 'http://x').searchParams.get('code');
    const redeemed = code === null ? null : await flow.redeem(code);
    expect(redeemed?.status).not.toBe(200);
  });
});

it('one person’s withdrawal leaves alone what another has just agreed to', async () => {
  const client = await createRelyingParty(g);
  const [alice, mallory] = [await createPerson(g), await createPerson(g)];
  await new AuthorizationFlow(g, client).tokens(mallory);
  const flow = new AuthorizationFlow(g, client);
  const { path, answer } = await flow.open({ prompt: 'consent' });
  const signedIn = await flow.signIn(path, answer, alice);
  const page = await flow.browser.get(locationOf(signedIn));
  expect(isConsent(page)).toBe(true);
  const allowed = await flow.decide(path, page, 'allow');
  await withdrawAll(mallory);
  const next = await flow.browser.get(locationOf(allowed));
  expect([next.status, isConsent(next)]).toEqual([303, false]);
});

describe('what a decision is about is gone when it is written', () => {
  it.each(['client', 'person'])('a %s: the person is told, and it is no fault of ours', async (gone) => {
    const [client, person] = [await createRelyingParty(g), await createPerson(g)];
    const flow = new AuthorizationFlow(g, client);
    const { path, answer } = await flow.open();
    const page = await flow.browser.get(locationOf(await flow.signIn(path, answer, person)));
    const decisions = g.app.get(AuthorizationDecisions);
    const consent = decisions.consent.bind(decisions);
    vi.spyOn(decisions, 'consent').mockImplementationOnce(async (...given) => {
      const what = gone === 'client' ? `/clients/${client.id}` : `/users/${person.id}`;
      expect((await g.adminCall('DELETE', what)).status).toBe(204);
      return consent(...given);
    });
    expect((await flow.decide(path, page, 'allow')).status).toBeLessThan(500);
  });
});

it('a password that is changed is changed together with what it ends', async () => {
  const [client, person] = [await createRelyingParty(g), await createPerson(g)];
  const thief = new AuthorizationFlow(g, client);
  const tokens = await thief.tokens(person, { scope: 'openid user offline_access' });
  const browser = new TestBrowser(g.url);
  const page = await browser.get('/sign-in');
  await browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
  const account = await browser.get('/account');
  const next = 'another horse, another battery';
  // Whatever goes wrong with the second commit: a lost connection, a restart, a deadlock too many.
  await g.sql(`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$`);
  await g.sql(`CREATE TRIGGER broken BEFORE UPDATE OF closed_at ON sessions FOR EACH ROW EXECUTE FUNCTION broken()`);
  const fields = { current_password: PASSWORD, password: next, password_again: next };
  const sent = await browser.post('/account/password', { ...hiddenFields(account), ...fields });
  await g.sql('DROP TRIGGER broken ON sessions');
  expect(sent.status).toBe(500);
  // Either both happened, or neither: the person can try again with the password that is still theirs.
  const refreshed = await thief.refresh(tokens.refresh_token);
  const again = await browser.post('/account/password', { ...hiddenFields(account), ...fields });
  expect([refreshed.status, again.status, again.text.includes('Your password is changed')]).toEqual([200, 200, true]);
});

/** A request whose headers are sent byte for byte. */
function raw(path: string, cookie: string): Promise<{ status: number; cookies: string[]; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(g.url + path, { headers: { cookie } }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [], text }),
      );
    });
    sent.on('error', reject).end();
  });
}

it('a cookie of another name, which no browser guards as ours, is not ours', async () => {
  const planted = 'A'.repeat(43);
  const mine = await raw('/sign-in', `gatehouse-browser=${planted}`);
  expect(mine.cookies).toEqual([]);
  const { cookies } = await raw('/sign-in', `\u00a0gatehouse-browser=${planted}`);
  expect(cookies.some((line) => line.startsWith('gatehouse-browser='))).toBe(true);
});

it('everything at once: nothing waits for ever, fails, or is left open', async () => {
  const client = await createRelyingParty(g);
  const people = [await createPerson(g), await createPerson(g), await createPerson(g)];
  const bad: string[] = [];
  const note = (what: string, answer: Answer) => {
    if (answer.status >= 500) bad.push(`${what} ${answer.status} ${answer.text}`);
  };
  let over = false;
  const loop = async (what: () => Promise<void>) => {
    while (!over) await what().catch((error: unknown) => void bad.push(String(error).slice(0, 200)));
  };
  const flows = people.flatMap((person) =>
    [0, 1].map(() =>
      loop(async () => {
        const flow = new AuthorizationFlow(g, client);
        const { path, answer } = await flow.open({ prompt: 'consent', scope: 'openid user offline_access' });
        let page = answer;
        for (let steps = 0; page.status === 200 && steps < 6; steps++) {
          const sent = await (page.text.includes('/sign-in"')
            ? flow.signIn(path, page, person)
            : flow.decide(path, page, 'allow'));
          note('step', sent);
          if (sent.status !== 303) return;
          page = await flow.browser.get(locationOf(sent));
          note('page', page);
        }
        const code = new URL(locationOf(page), 'http://x').searchParams.get('code');
        if (code !== null)
          for (const one of await Promise.all([flow.redeem(code), flow.redeem(code)])) note('redeem', one);
      }),
    ),
  );
  const others = [
    ...people.map((person) => loop(() => withdrawAll(person).catch(() => undefined))),
    loop(async () => {
      for (const scope of ['openid user offline_access', 'openid user offline_access profile'])
        note('client', await g.adminCall('PATCH', `/clients/${client.id}`, { scope }));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }),
    loop(async () => {
      for (const status of ['inactive', 'active'])
        note('user', await g.adminCall('PATCH', `/users/${people[0]?.id}`, { status }));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }),
  ];
  await new Promise((resolve) => setTimeout(resolve, 8000));
  over = true;
  await Promise.all([...flows, ...others]);
  await Promise.all(people.map(withdrawAll));
  const left = await g.sql(`SELECT id, user_id FROM sessions WHERE client_id = $1 AND closed_at IS NULL`, [client.id]);
  expect([bad, left]).toEqual([[], []]);
}, 60_000);
