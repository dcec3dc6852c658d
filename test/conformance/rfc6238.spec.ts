/*
 * RFC 6238 (TOTP), as far as a service that checks codes is concerned, over HTTP. Not here, and why:
 *   SHA-256 and SHA-512 (§1.2 MAY): few apps know them; the key's URI and the page name SHA-1.
 *   resynchronisation (§6 RECOMMENDED): one step of drift each way is accepted, and none is remembered.
 *   random keys (§5.1): 20 bytes of node:crypto; that two differ is seen below, that they are random is not.
 *   protection of keys (§5.1): sealed at rest, see test/people/second-factor.spec.ts and below.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOTP, URI } from 'otpauth';
import { Secrets } from '../../src/settings/secrets.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { beforeCode, enrol, enterCode, enterPassword, STEP, TestApp } from '../support/second-factor.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

/** Of appendix B, for SHA-1. */
const SEED = Buffer.from('12345678901234567890');

const vectors: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
/** Seconds at which a step begins. */
const START = 20_000_000_100;
/** Seconds from the start of a code's step. */
const moments: [name: string, at: number, good: boolean][] = [
  ['just two steps early', -30.001, false],
  ['in the first moment of the step before', -30, true],
  ['in the first moment of its step', 0, true],
  ['in the last moment of its step', 29.999, true],
  ['in the first moment of the next step', 30, true],
  ['in the last moment of the next step', 59.999, true],
  ['two steps late', 60, false],
  ['an hour late', 3600, false],
];

let gatehouse: TestGatehouse;
/** Where time goes from 1970 on, and only forth: those who count requests would not like it otherwise. */
let ancient: TestGatehouse;
const holders: TestPerson[] = [];
beforeAll(async () => {
  [gatehouse, ancient] = [
    await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' }),
    await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' }),
  ];
  gatehouse.clock.freeze();
  ancient.clock.freeze();
  const people = vectors.length + moments.length;
  for (let turn = 0; turn < people; turn++) holders.push(await holderOfSeed());
});
afterAll(() => Promise.all([gatehouse.stop(), ancient.stop()]));

/** Somebody who has the appendix's key. */
async function holderOfSeed(): Promise<TestPerson> {
  const person = await createPerson(ancient);
  const sealed = ancient.app.get(Secrets).factors.seal(`second factor of ${person.id}`, SEED);
  await ancient.sql('INSERT INTO second_factors VALUES ($1, $2, 0, now())', [person.id, sealed]);
  return person;
}

const moveTo = (seconds: number) => ancient.clock.advance(seconds * 1000 - ancient.clock.now());

/** Whether a code lets somebody in now. */
async function letsIn(person: TestPerson, code: string, at = gatehouse): Promise<boolean> {
  const { browser, page } = await beforeCode(at, person);
  const { status } = await enterCode(browser, page, code);
  expect([303, 401]).toContain(status);
  return status === 303;
}

describe('6238 the vectors of appendix B, of which six digits are asked for', () => {
  it.each(vectors)('6238 at %i s the code ends %s', async (seconds, vector) => {
    const person = holders.pop()!;
    moveTo(seconds);
    const code = vector.slice(2);
    const off = code.replace(/.$/, (last) => String((Number(last) + 1) % 10));
    expect(await letsIn(person, off, ancient)).toBe(false);
    expect(await letsIn(person, vector, ancient)).toBe(false);
    expect(await letsIn(person, code, ancient)).toBe(true);
  });
});

describe('6238 the window of time (RFC 6238 §4.1, §5.2, §6)', () => {
  it.each(moments)('6238 a code %s is good or not', async (_name, at, good) => {
    const person = holders.pop()!;
    moveTo(START + at);
    const code = new TOTP({ secret: TestApp.secretOf(SEED) }).generate({ timestamp: START * 1000 });
    expect(await letsIn(person, code, ancient)).toBe(good);
  });
});

describe('6238 a code is accepted once (RFC 6238 §5.2)', () => {
  it('6238 the same code never again, nor one of an earlier step, but a later one', async () => {
    const person = await createPerson(gatehouse);
    const { app } = await enrol(gatehouse, person);
    gatehouse.clock.advance(2 * STEP);
    const [before, now, after] = [app.code(-1), app.code(), app.code(1)];
    expect(await letsIn(person, now)).toBe(true);
    expect(await letsIn(person, now)).toBe(false);
    expect(await letsIn(person, before)).toBe(false);
    expect(await letsIn(person, after)).toBe(true);
    gatehouse.clock.advance(STEP);
    expect(await letsIn(person, after)).toBe(false);
    expect(await letsIn(person, app.code(1))).toBe(true);
  });

  it('6238 nor the one that confirmed the key', async () => {
    const person = await createPerson(gatehouse);
    const { app } = await enrol(gatehouse, person);
    expect(await letsIn(person, app.code())).toBe(false);
    expect(await letsIn(person, app.next())).toBe(true);
  });
});

describe('6238 keys (RFC 6238 §5.1, RFC 4226 §4 R6)', () => {
  it('6238 the URI of the QR code says all of it, and each offer is another key of 160 bits', async () => {
    const person = await createPerson(gatehouse);
    const browser = new TestBrowser(gatehouse.url);
    await enterPassword(browser, person);
    const keys = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      const page = await browser.get('/account/second-factor');
      const url = TestApp.of(gatehouse, page).scanned(page);
      const read = URI.parse(url);
      expect(read).toBeInstanceOf(TOTP);
      expect(read).toMatchObject({
        issuer: 'Gatehouse',
        label: person.email,
        algorithm: 'SHA1',
        digits: 6,
        period: 30,
      });
      expect(read.secret.bytes).toHaveLength(20);
      keys.add(read.secret.base32);
    }
    expect(keys.size).toBe(3);
  });

  it('6238 a key that is put into another person’s row is theirs no more', async () => {
    const [person, other] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const { app } = await enrol(gatehouse, person);
    await enrol(gatehouse, other);
    await gatehouse.sql(
      `UPDATE second_factors SET sealed_secret = (SELECT sealed_secret FROM second_factors WHERE user_id = $1)
        WHERE user_id = $2`,
      [person.id, other.id],
    );
    const { browser, page } = await beforeCode(gatehouse, other);
    expect((await enterCode(browser, page, app.next())).status).toBe(500);
    const account = await browser.get('/account');
    expect([account.status, hiddenFields(account)]).toEqual([303, {}]);
  });
});
