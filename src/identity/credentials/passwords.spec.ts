import { hash as argon2 } from '@node-rs/argon2';
import bcrypt from 'bcrypt';
import { describe, expect, it } from 'vitest';
import { TooManyRequests } from '../../kernel/problem.js';
import { commonPasswords } from './common-passwords.js';
import { isPasswordHash, knownOf, passwordFault } from './password.rules.js';
import { Passwords } from './passwords.js';

const passwords = new Passwords();
const GOOD = 'seven green bicycles';

describe('a hash', () => {
  it('is argon2id with the parameters of today, and another one each time', async () => {
    const [one, other] = await Promise.all([passwords.hash(GOOD), passwords.hash(GOOD)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await passwords.matches(GOOD, one)).toBe(true);
    expect(await passwords.matches(`${GOOD} `, one)).toBe(false);
    expect(await passwords.matches('', one)).toBe(false);
    expect(passwords.outdated(one)).toBe(false);
  });

  it('is the same password however the keyboard composes it', async () => {
    const hash = await passwords.hash('Zu\u0308rich \ufb01nanz, hallo');
    expect(await passwords.matches('Z\u00fcrich finanz, hallo', hash)).toBe(true);
  });

  it('reads every byte of a long password', async () => {
    const long = 'é'.repeat(255);
    const hash = await passwords.hash(`${long}a`);
    expect(await passwords.matches(`${long}a`, hash)).toBe(true);
    expect(await passwords.matches(`${long}b`, hash)).toBe(false);
    expect(await passwords.matches(`${long}a\u0000`, hash)).toBe(false);
  });

  it.each([
    ['another memory', { memoryCost: 8192, timeCost: 2, parallelism: 1 }],
    ['another number of passes', { memoryCost: 19_456, timeCost: 1, parallelism: 1 }],
    ['other lanes', { memoryCost: 19_456, timeCost: 2, parallelism: 2 }],
    ['a shorter output', { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 16 }],
    ['a shorter salt', { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt: Buffer.alloc(8, 7) }],
  ])('with %s matches and is outdated', async (_what, options) => {
    const hash = await argon2(GOOD, options);
    expect(isPasswordHash(hash)).toBe(true);
    expect(await passwords.matches(GOOD, hash)).toBe(true);
    expect(await passwords.matches('something else', hash)).toBe(false);
    expect(passwords.outdated(hash)).toBe(true);
  });
});

describe('a hash of bcrypt', () => {
  it.each(['$2a$', '$2b$', '$2y$'])('that begins with %s matches its password alone', async (prefix) => {
    const hash = (await bcrypt.hash(GOOD, 4)).replace('$2b$', prefix);
    expect(await passwords.matches(GOOD, hash)).toBe(true);
    expect(await passwords.matches(`${GOOD}!`, hash)).toBe(false);
    expect(passwords.outdated(hash)).toBe(true);
  });

  it('does not match what bcrypt would cut off', async () => {
    const hash = await bcrypt.hash('x'.repeat(72), 4);
    expect(await bcrypt.compare('x'.repeat(73), hash)).toBe(true);
    expect(await passwords.matches('x'.repeat(72), hash)).toBe(true);
    expect(await passwords.matches('x'.repeat(73), hash)).toBe(false);
    const accented = await bcrypt.hash('é'.repeat(36), 4);
    expect(await passwords.matches('é'.repeat(36), accented)).toBe(true);
    expect(await passwords.matches('é'.repeat(37), accented)).toBe(false);
    expect(await passwords.matches('a\u0000b', await bcrypt.hash('a', 4))).toBe(false);
    expect(await passwords.matches('a\u0000b', await bcrypt.hash('a\u0000b', 4))).toBe(false);
  });

  it('is compared as it was typed', async () => {
    const typed = 'ﬁve halves ½';
    expect(await passwords.matches(typed, await bcrypt.hash(typed, 4))).toBe(true);
  });

  it('is work also for what is refused unseen', async () => {
    const hash = await bcrypt.hash('x'.repeat(72), 10);
    expect(await turnedAway((busy) => busy.matches('x'.repeat(73), hash))).toHaveLength(4);
  });
});

describe('somebody without a password', () => {
  it('is refused whatever is tried, after the same work', async () => {
    for (const guess of ['', GOOD, 'x'.repeat(300)]) expect(await passwords.matches(guess, null)).toBe(false);
    expect(await turnedAway((busy) => busy.matches('not it at all', null))).toHaveLength(4);
  });
});

describe('the work', () => {
  it('is refused when 2 run and 64 wait, and goes on afterwards', async () => {
    const busy = new Passwords();
    const refused = await turnedAway((one) => one.matches(GOOD, null), busy);
    expect(refused).toHaveLength(4);
    expect(refused[0]?.reason).toBeInstanceOf(TooManyRequests);
    expect(refused[0]?.reason).toMatchObject({ tier: 'guesses', retryAfter: 1 });
    expect(await busy.matches(GOOD, null)).toBe(false);
    await expect(busy.matches(GOOD, '$argon2id$broken')).rejects.toThrow();
    expect(await busy.matches(GOOD, await busy.hash(GOOD))).toBe(true);
  });
});

describe('a new password', () => {
  const fault = (text: string) =>
    passwordFault(text, knownOf({ email: 'adalovelace1815@example.test', name: 'Ada King, Lovelace' }));

  it('may be anything long enough that is not guessed first', () => {
    for (const text of [
      GOOD,
      'aaaaaaaaaaab',
      '            x',
      'ünïcödé-😀😀😀😀',
      '12 monkeys 12',
      'x7'.repeat(6) + 'q',
      'q#'.padEnd(255, 'ab1c') + 'z',
    ])
      expect([text, fault(text)]).toEqual([text, null]);
  });

  it('has 12 to 256 characters, counted as people see them', () => {
    expect(fault('abcdefgh ij')).toBe('Use at least 12 characters.');
    expect(fault('')).toBe('Use at least 12 characters.');
    expect(fault('😀😁😂😃😄😅')).toBe('Use at least 12 characters.');
    expect(fault('e\u0301'.repeat(11))).toBe('Use at least 12 characters.');
    const emoji = Array.from({ length: 256 }, (_, at) => String.fromCodePoint(0x1f600 + (at % 79))).join('');
    expect(Buffer.byteLength(emoji)).toBe(1024);
    expect(fault(emoji)).toBeNull();
    expect(fault(`${emoji}x`)).toBe('Use at most 256 characters.');
    expect(fault('\ufdfa'.repeat(20))).toBe('Use at most 256 characters.');
  });

  it('has no control characters', () => {
    for (const text of [
      'tab\tin the middle',
      'nul\u0000in the middle',
      'line\nin the middle',
      'c1 \u0085 in the middle',
    ])
      expect(fault(text)).toContain('no keyboard');
  });

  it('is not what everybody tries', () => {
    for (const text of [
      'password1234',
      'PASSWORD1234',
      'Correct Horse Battery Staple',
      'ｐａｓｓｗｏｒｄ１２３４',
      'aaaaaaaaaaaaa',
      'abcabcabcabc',
      'passpasspass',
    ])
      expect([text, fault(text)]).toEqual([text, expect.stringContaining('guessed first')]);
  });

  it('is not the e-mail address or the name', () => {
    for (const text of ['AdaLovelace1815@Example.test', 'adalovelace1815', 'ada king, lovelace'])
      expect([text, fault(text)]).toEqual([text, expect.stringContaining('Do not use your')]);
  });

  it('is compared with a list in which every entry counts', () => {
    for (const word of commonPasswords) {
      expect(word).toBe(word.toLowerCase().normalize('NFKC'));
      expect([...word].length, word).toBeGreaterThanOrEqual(12);
    }
  });
});

describe('a hash from elsewhere', () => {
  const bcryptHash = '$2b$10$abcdefghijklmnopqrstuuyvPXIbu7xe6/CED2DzX8z6Si09MlzlW';
  const argon2Hash = '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b3dWRWJTmaaJObG';

  it('is one of bcrypt or argon2id, within bounds', () => {
    for (const hash of [bcryptHash, bcryptHash.replace('2b', '2a'), bcryptHash.replace('2b', '2y'), argon2Hash]) {
      expect([hash, isPasswordHash(hash)]).toEqual([hash, true]);
    }
  });

  it.each([
    '',
    'secret',
    '$2b$',
    bcryptHash.replace('$10$', '$03$'),
    bcryptHash.replace('$10$', '$16$'),
    bcryptHash.replace('$10$', '$31$'),
    bcryptHash.replace('2b', '2x'),
    bcryptHash.replace('2b', '2'),
    bcryptHash.slice(0, -1),
    `${bcryptHash}a`,
    `${bcryptHash}\n`,
    ` ${bcryptHash}`,
    bcryptHash.replace('rstuu', 'rstuv'),
    bcryptHash.replace(/W$/, 'X'),
    argon2Hash.replace('65536', '65537'),
    argon2Hash.replace('65536', '31'),
    argon2Hash.replace('65536', '065536'),
    argon2Hash.replace('65536', '4294967295'),
    argon2Hash.replace('t=3', 't=11'),
    argon2Hash.replace('t=3', 't=0'),
    argon2Hash.replace('p=4', 'p=5'),
    argon2Hash.replace('p=4', 'p=0'),
    argon2Hash.replace('v=19', 'v=16'),
    argon2Hash.replace('$v=19', ''),
    argon2Hash.replace('argon2id', 'argon2i'),
    argon2Hash.replace('argon2id', 'argon2d'),
    argon2Hash.replace('p=4', 'p=4,keyid=AAAA'),
    argon2Hash.replace('c29tZXNhbHRzb21lc2FsdA', 'c29tZXNhbHRzb21lc2FsdB'),
    argon2Hash.replace('c29tZXNhbHRzb21lc2FsdA', 'c29tZQ'),
    `${argon2Hash}=`,
    `${argon2Hash.slice(0, -31)}`,
    '$1$abcdefgh$abcdefghijklmnopqrstuv',
    '{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
  ])('is refused: %j', (hash) => expect(isPasswordHash(hash)).toBe(false));
});

/** Those of 70 at once for which there was no room: 2 run and 64 wait. */
async function turnedAway(guess: (passwords: Passwords) => Promise<boolean>, busy = new Passwords()) {
  const all = await Promise.allSettled(Array.from({ length: 70 }, () => guess(busy)));
  return all.filter((one) => one.status === 'rejected');
}
