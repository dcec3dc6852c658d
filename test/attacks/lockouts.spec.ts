import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { beforeCode, enrol, enterCode } from '../support/second-factor.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({
    LIMIT_SIGN_IN: '60000/60',
    LIMIT_PUBLIC: '60000/60',
    TRUSTED_PROXIES: '127.0.0.1,::1',
  });
  gatehouse.clock.freeze();
});
afterAll(() => gatehouse.stop());

/** Fifty tries at the sign-in page, from so many places that none of them is locked before all are made. */
async function guessed(email: string): Promise<Answer[]> {
  const browser = new TestBrowser(gatehouse.url);
  const form = { ...hiddenFields(await browser.get('/sign-in')), email, password: 'not the password' };
  const answers: Answer[] = [];
  for (let place = 1; place <= 10; place++) {
    const from = { 'x-forwarded-for': `198.51.100.${place}` };
    answers.push(...(await Promise.all(Array.from({ length: 5 }, () => browser.post('/sign-in', form, from)))));
  }
  return answers;
}

describe('a stranger who knows only somebody’s id, and types at the sign-in page what other locks are called by', () => {
  it.each(['second factor of', 'user code of'])('locks nothing of theirs: %s', async (words) => {
    const person = await createPerson(gatehouse);
    const { app, browser: own } = await enrol(gatehouse, person);
    for (const answer of await guessed(`${words} ${person.id}`)) expectPage(answer, 401);
    const { browser, page } = await beforeCode(gatehouse, person);
    expect((await enterCode(browser, page, app.code(1))).status).toBe(303);
    const entry = await own.post('/device', { ...hiddenFields(await own.get('/device')), user_code: 'BCDF-GHJK' });
    expectPage(entry, 400, 'No device waits with this code.');
  });
});
