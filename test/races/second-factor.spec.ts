import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { evidenceOf } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { beforeCode, enrol, enterCode, enterPassword, recoveryCodesOf, TestApp } from '../support/second-factor.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;
const HERE = '/account/second-factor';

let gatehouse: TestGatehouse;
let second: Replica;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60' });
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, LIMIT_SIGN_IN: '6000/60' };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  gatehouse.clock.freeze();
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});
beforeEach(async () => {
  person = await createPerson(gatehouse);
});

/** Browsers at each of which the person stands before the code. */
async function crowd() {
  const waiting: Awaited<ReturnType<typeof beforeCode>>[] = [];
  while (waiting.length < AT_ONCE) waiting.push(await beforeCode(gatehouse, person));
  return waiting;
}

/** The same browser at both instances in turn. */
const at = (browser: TestBrowser, turn: number): TestBrowser => browser.at(turn % 2 === 0 ? gatehouse.url : second.url);
const atOnce = <T>(act: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => act(turn)));
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const sessionsOf = async ({ id }: TestPerson) =>
  (await gatehouse.sql(`SELECT 1 FROM sessions WHERE user_id = $1 AND source = 'web'`, [id])).length;

describe('twenty at once at two instances on one database', () => {
  it('one code lets one of them in, each at a browser of their own', async () => {
    const { app } = await enrol(gatehouse, person);
    const before = await sessionsOf(person);
    const waiting = await crowd();
    const code = app.next();
    const answers = await atOnce((turn) => enterCode(at(waiting[turn]!.browser, turn), waiting[turn]!.page, code));
    // What is looked at while others are is counted as wrong first: no more than five are.
    expect(tally(answers)).toMatchObject({ 303: 1 });
    expect(await sessionsOf(person)).toBe(before + 1);
  });

  it('one waiting sign-in opens one session, with as many right codes as there are', async () => {
    const { app, codes } = await enrol(gatehouse, person);
    const before = await sessionsOf(person);
    const { browser, page } = await beforeCode(gatehouse, person);
    const right = [app.code(1), ...codes];
    const answers = await atOnce((turn) => enterCode(at(browser, turn), page, right[turn % right.length]!));
    expect(answers.filter(({ status }) => status === 200 || status === 303)).toHaveLength(1);
    expect(await sessionsOf(person)).toBe(before + 1);
  });

  it('one recovery code lets one of them in, and is gone once', async () => {
    const { codes } = await enrol(gatehouse, person);
    const before = await sessionsOf(person);
    const waiting = await crowd();
    const answers = await atOnce((turn) => enterCode(at(waiting[turn]!.browser, turn), waiting[turn]!.page, codes[0]!));
    expect(tally(answers)).toMatchObject({ 200: 1 });
    expect(await sessionsOf(person)).toBe(before + 1);
    const used = (await evidenceOf(gatehouse, person.id)).filter(({ kind }) => kind === 'recovery_code.used');
    expect(used.map(({ detail }) => detail as unknown)).toEqual([{ id: person.id, left: 9 }]);
  });

  it('wrong codes are looked at five times, however many sign-ins wait', async () => {
    const { app } = await enrol(gatehouse, person);
    const waiting = await crowd();
    const code = app.wrong();
    const answers = await atOnce((turn) => enterCode(at(waiting[turn]!.browser, turn), waiting[turn]!.page, code));
    expect(tally(answers)).toEqual({ 401: 5, 429: 15 });
    const refused = (await evidenceOf(gatehouse, person.id)).filter(({ kind }) => kind === 'sign_in.refused');
    expect(refused).toHaveLength(5);
  });

  it('a second factor is set up once: one of them is shown the recovery codes, and they are good', async () => {
    const browser = new TestBrowser(gatehouse.url);
    await enterPassword(browser, person);
    const offers: Answer[] = [];
    for (let turn = 0; turn < AT_ONCE; turn++) offers.push(await browser.get(HERE));
    const answers = await atOnce((turn) => {
      const offer = offers[turn]!;
      const code = TestApp.of(gatehouse, offer).code();
      return at(browser, turn).post(HERE, { ...hiddenFields(offer), code });
    });
    expect(tally(answers)).toEqual({ 200: 1, 303: AT_ONCE - 1 });
    const winner = answers.findIndex(({ status }) => status === 200);
    const [code = ''] = recoveryCodesOf(answers[winner]!);
    const first = await beforeCode(gatehouse, person);
    expect((await enterCode(first.browser, first.page, code)).status).toBe(200);
    const next = await beforeCode(gatehouse, person);
    const app = TestApp.of(gatehouse, offers[winner]!);
    expect((await enterCode(next.browser, next.page, app.next())).status).toBe(303);
  });

  it('recovery codes that are made anew twice in one moment are those of one of the two', async () => {
    const { browser, codes } = await enrol(gatehouse, person);
    const form = hiddenFields(await browser.get(HERE));
    const answers = await Promise.all(
      [0, 1].map((turn) => at(browser, turn).post(`${HERE}/renew`, { ...form, renew_code: codes[turn]! })),
    );
    const shown = answers.map(recoveryCodesOf).filter((some) => some.length > 0);
    expect(shown.length).toBeGreaterThan(0);
    const rows = await gatehouse.sql('SELECT 1 FROM recovery_codes WHERE user_id = $1', [person.id]);
    expect(rows).toHaveLength(10);
  });
});
