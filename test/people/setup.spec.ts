import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasswordSignIn } from '../../src/identity/credentials/password-sign-in.js';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { SetupLinks } from '../../src/identity/credentials/setup-links.js';
import { evidenceOf, sessionsOf } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const PASSWORD = 'seven green bicycles';
const DAY = 24 * 3_600_000;

let gatehouse: TestGatehouse;
let count = 0;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '1000/1' });
});
afterAll(() => gatehouse.stop());

const create = (fields: object = {}) =>
  gatehouse.create('/users', { email: `s${++count}@example.test`, name: 'Ada Lovelace', roles: ['user'], ...fields });
const signIn = (email: string, password = PASSWORD) =>
  gatehouse.app.get(PasswordSignIn).attempt(email, password, '192.0.2.1');
const twice = (password: string) => ({ password, password_again: password });

/** A link for the person, as path and query. */
async function linkFor(id: string): Promise<string> {
  const { url } = await gatehouse.create(`/users/${id}/setup-link`, {});
  return (url as string).slice(gatehouse.settings.PUBLIC_URL.length);
}

/** A person, their link, a browser that has opened it, and what its form holds. */
async function opened(fields: object = {}) {
  const user = await create(fields);
  const link = await linkFor(user.id as string);
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get(link);
  return { id: user.id as string, email: user.email as string, link, browser, page, hidden: hiddenFields(page) };
}

function expectNoLongerWorks(answer: Answer): void {
  expectPage(answer, 404, 'This link no longer works');
}

describe('the page behind a setup link', () => {
  it('asks the person for a password, and nobody else may learn the link from it', async () => {
    const { page, email, link } = await opened();
    expectPage(page, 200, 'Choose a password', email, 'name="password_again"');
    expect(hiddenFields(page)).toEqual({ form_token: expect.any(String), token: link.split('=')[1] });
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('spends nothing, however often programs open it first', async () => {
    const { link, email } = await opened();
    for (let time = 0; time < 3; time++) expectPage(await new TestBrowser(gatehouse.url).get(link), 200, email);
    expect((await fetch(gatehouse.url + link, { method: 'HEAD' })).status).toBe(200);
    expectPage(await new TestBrowser(gatehouse.url).get(link), 200, email);
  });

  it('is the same page for links that were used, are over, or never were', async () => {
    const used = await opened();
    await used.browser.post('/setup', { ...used.hidden, ...twice(PASSWORD) });
    const replaced = await opened();
    await linkFor(replaced.id);
    const gone = await opened({ status: 'active' });
    await gatehouse.adminCall('PATCH', `/users/${gone.id}`, { status: 'inactive' });
    const texts = new Set<string>();
    const paths = [used.link, replaced.link, gone.link, '/setup', '/setup?token=', `/setup?token=${'A'.repeat(43)}`];
    for (const path of [...paths, '/setup?token=x&token=y', `/setup?token=${'A'.repeat(5000)}`, '/setup?token=%00']) {
      const answer = await gatehouse.request('GET', path);
      expectNoLongerWorks(answer);
      texts.add(answer.text.replaceAll(answer.headers.get('x-request-id') ?? '-', ''));
    }
    expect(texts.size).toBe(1);
  });
});

describe('setting a password', () => {
  it('leads to the sign-in, works from then on, and is on record', async () => {
    const { browser, hidden, email, id } = await opened();
    const answer = await browser.post('/setup', { ...hidden, ...twice(PASSWORD) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?set=1']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await signIn(email)).toMatchObject({ outcome: 'right', user: { id } });
    const [, , set] = await evidenceOf(gatehouse, id);
    expect(set).toMatchObject({ kind: 'password.set', decision: 'done', sub: id, detail: { id, closed: 0 } });
    const [row] = await gatehouse.sql<{ hash: string }>('SELECT hash FROM passwords WHERE user_id = $1', [id]);
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(gatehouse.logLines.join('')).not.toContain(PASSWORD);
  });

  it('works once', async () => {
    const { browser, hidden, email } = await opened();
    await browser.post('/setup', { ...hidden, ...twice(PASSWORD) });
    expectNoLongerWorks(await browser.post('/setup', { ...hidden, ...twice('another long password') }));
    expect(await signIn(email)).toMatchObject({ outcome: 'right' });
  });

  it('asks again, and burns nothing, when the password may not be used', async () => {
    const { browser, hidden, email } = await opened({ name: 'Augusta Ada King' });
    const refused = async (fields: Record<string, string>, text: string): Promise<void> => {
      const answer = await browser.post('/setup', { ...hidden, ...fields });
      expectPage(answer, 400, text, email);
      expect(hiddenFields(answer)).toEqual(hidden);
    };
    await refused(twice('short'), 'Use at least 12 characters.');
    await refused({}, 'Use at least 12 characters.');
    await refused(twice('x'.repeat(257)), 'Use at most 256 characters.');
    await refused(twice('password1234'), 'guessed first');
    await refused(twice('augusta ada king'), 'Do not use your');
    await refused(twice(email), 'Do not use your');
    await refused({ password: PASSWORD, password_again: `${PASSWORD} ` }, 'The two passwords are not the same.');
    await refused({ password: PASSWORD }, 'The two passwords are not the same.');
    const answer = await browser.post('/setup', { ...hidden, ...twice(PASSWORD) });
    expect(answer.status).toBe(303);
  });

  it('does not show again what was typed', async () => {
    const { browser, hidden } = await opened();
    const answer = await browser.post('/setup', { ...hidden, password: 'a very fine one', password_again: 'another' });
    expect(answer.text).not.toContain('a very fine one');
  });

  it('closes every session of the person, and lifts the lockout', async () => {
    const { id: clientId, secret, owner } = await gatehouse.agent();
    await gatehouse.accessToken(clientId, secret);
    const guess = (address: string) => gatehouse.app.get(PasswordSignIn).attempt(owner.email as string, 'x', address);
    for (const address of ['192.0.2.1', '192.0.2.2']) {
      await Promise.all(Array.from({ length: 6 }, () => guess(address)));
    }
    expect(await signIn(owner.email as string)).toMatchObject({ outcome: 'locked' });
    const browser = new TestBrowser(gatehouse.url);
    const page = await browser.get(await linkFor(owner.id as string));
    await browser.post('/setup', { ...hiddenFields(page), ...twice(PASSWORD) });
    expect(await sessionsOf(gatehouse, clientId)).toEqual({ closed: 1, open: 0 });
    expect(await signIn(owner.email as string)).toMatchObject({ outcome: 'right' });
    expect(await guess('192.0.2.2')).toEqual({ outcome: 'wrong' });
  });

  it('replaces the password before', async () => {
    const { browser, hidden, id, email } = await opened();
    await browser.post('/setup', { ...hidden, ...twice(PASSWORD) });
    const again = await browser.get(await linkFor(id));
    await browser.post('/setup', { ...hiddenFields(again), ...twice('eight red bicycles') });
    expect(await signIn(email)).toEqual({ outcome: 'wrong' });
    expect(await signIn(email, 'eight red bicycles')).toMatchObject({ outcome: 'right' });
  });

  it('is for the form that this browser opened alone', async () => {
    const { browser, hidden, link } = await opened();
    const form = { ...hidden, ...twice(PASSWORD) };
    expectPage(await new TestBrowser(gatehouse.url).post('/setup', form), 403);
    const other = new TestBrowser(gatehouse.url);
    await other.get(link);
    expectPage(await other.post('/setup', form), 403);
    expectPage(await browser.post('/setup', form, { 'sec-fetch-site': 'cross-site' }), 403);
    expectPage(await browser.post('/setup', { token: hidden['token'] ?? '', ...twice(PASSWORD) }), 403);
    expect((await browser.post('/setup', form)).status).toBe(303);
  });

  it('is not for somebody who was deactivated meanwhile', async () => {
    const { browser, hidden, id } = await opened();
    await gatehouse.adminCall('PATCH', `/users/${id}`, { status: 'inactive' });
    expectNoLongerWorks(await browser.post('/setup', { ...hidden, ...twice(PASSWORD) }));
    expect(await gatehouse.sql('SELECT 1 FROM passwords WHERE user_id = $1', [id])).toEqual([]);
  });
});

describe('one link, used many times at once on two replicas', () => {
  it('sets one password', async () => {
    const replica = await Replica.start(gatehouse.serviceUrl, { ...testSecrets }, gatehouse.clock);
    try {
      const { id, email, link } = await opened();
      const token = link.split('=')[1] ?? '';
      const apps = [gatehouse.app, replica.app];
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          apps[at % 2]!.get(SetupLinks)
            .redeem(token, `password of guesser ${at}`)
            .then(({ outcome }) => outcome),
        ),
      );
      const winners = outcomes.flatMap((outcome, at) => (outcome === 'set' ? [at] : []));
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'unknown')).toHaveLength(19);
      expect(await signIn(email, `password of guesser ${winners[0]}`)).toMatchObject({ outcome: 'right' });
      const kinds = (await evidenceOf(gatehouse, id)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'password.set')).toHaveLength(1);
    } finally {
      await replica.app.close();
    }
  });
});

describe('a link that was not used', () => {
  it('is over a day after it was issued', async () => {
    const early = await opened();
    const late = await opened();
    gatehouse.clock.advance(DAY - 60_000);
    expect((await early.browser.post('/setup', { ...early.hidden, ...twice(PASSWORD) })).status).toBe(303);
    gatehouse.clock.advance(60_000);
    expectNoLongerWorks(await late.browser.get(late.link));
    expectNoLongerWorks(await late.browser.post('/setup', { ...late.hidden, ...twice(PASSWORD) }));
    gatehouse.clock.advance(1);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await gatehouse.sql('SELECT 1 FROM setup_links WHERE user_id = $1', [late.id])).toEqual([]);
  });
});

describe('the limit of an address', () => {
  it('is that of sign-ins', async () => {
    const strict = await TestGatehouse.start({ LIMIT_SIGN_IN: '3/60' });
    try {
      const statuses = [];
      for (let time = 0; time < 4; time++) statuses.push((await strict.request('GET', '/setup?token=x')).status);
      expect(statuses).toEqual([404, 404, 404, 429]);
    } finally {
      await strict.stop();
    }
  });
});
