import { hash as argon2 } from '@node-rs/argon2';
import bcrypt from 'bcrypt';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PasswordChange } from '../../src/identity/credentials/password-change.js';
import { PasswordSignIn } from '../../src/identity/credentials/password-sign-in.js';
import { Passwords } from '../../src/identity/credentials/passwords.js';
import { SetupLinks } from '../../src/identity/credentials/setup-links.js';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import type { User } from '../../src/identity/users/user.entity.js';
import { UserStore } from '../../src/identity/users/user.store.js';
import { TooManyRequests } from '../../src/kernel/problem.js';
import { evidenceOf } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { lockWaiters } from '../support/held-lock.js';
import { testSecrets } from '../support/test-secrets.js';

const PASSWORD = 'seven green bicycles';
const WRONG = 'eight green bicycles';
const HERE = '192.0.2.1';
const MINUTE = 60;

let gatehouse: TestGatehouse;
let replica: Replica;
let hash: string;
let count = 0;
let moved = 0;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  replica = await Replica.start(gatehouse.serviceUrl, { ...testSecrets }, gatehouse.clock);
  hash = await gatehouse.app.get(Passwords).hash(PASSWORD);
  await gatehouse.admin();
  gatehouse.clock.freeze();
});
// The administrator's token must not expire under the next test.
afterEach(() => wait(-moved));
afterAll(async () => {
  await replica.app.close();
  await gatehouse.stop();
});

/** Lets seconds go by. */
function wait(seconds: number): void {
  moved += seconds;
  gatehouse.clock.advance(seconds * 1000);
}

/** Somebody with a password. */
async function person(stored: string | null = hash, fields: object = {}): Promise<User> {
  const body = { email: `a${++count}@example.test`, name: 'Ada Lovelace', roles: ['user'], ...fields };
  const { id } = (await gatehouse.create('/users', body)) as { id: string };
  if (stored !== null) await gatehouse.sql('INSERT INTO passwords VALUES ($1, $2, now())', [id, stored]);
  return (await gatehouse.app.get(UserStore).find(id))!;
}

const attempt = (email: string, password: string, address = HERE, app = gatehouse.app) =>
  app.get(PasswordSignIn).attempt(email, password, address);
const outcomeOf = async (...args: Parameters<typeof attempt>): Promise<string> => (await attempt(...args)).outcome;

/** Many at once, from the given addresses in turn, every second one at the other replica. */
function atOnce(times: number, email: string, password: string, addresses: readonly string[] = [HERE]) {
  const apps = [gatehouse.app, replica.app];
  return Promise.all(
    Array.from({ length: times }, (_, at) =>
      outcomeOf(email, password, addresses[at % addresses.length], apps[at % 2]),
    ),
  );
}

const tally = (outcomes: readonly string[]): Record<string, number> =>
  Object.fromEntries(['right', 'wrong', 'locked'].map((word) => [word, outcomes.filter((one) => one === word).length]));
const addresses = (many: number): string[] => Array.from({ length: many }, (_, at) => `198.51.100.${at + 1}`);
const storedHash = async ({ id }: User): Promise<string | undefined> =>
  (await gatehouse.sql<{ hash: string }>('SELECT hash FROM passwords WHERE user_id = $1', [id]))[0]?.hash;

describe('a sign-in', () => {
  it('is right by the password alone, however the address is typed', async () => {
    const user = await person();
    expect(await attempt(user.email.toUpperCase(), PASSWORD)).toEqual({ outcome: 'right', user, proof: hash });
    expect(await attempt(user.email, `${PASSWORD} `)).toEqual({ outcome: 'wrong' });
    expect(await attempt(user.email, '')).toEqual({ outcome: 'wrong' });
    expect(await attempt(` ${user.email}`, PASSWORD)).toEqual({ outcome: 'wrong' });
  });

  it('is wrong for addresses that nobody can have', async () => {
    const user = await person();
    const impossible = [
      `${user.email}\u0000`,
      '\u0000',
      '',
      `${'a'.repeat(320)}@example.test`,
      'a\nb',
      '%',
      `' OR 1=1 --`,
    ];
    const outcomes = await Promise.all(impossible.map((email) => outcomeOf(email, PASSWORD)));
    expect(outcomes).toEqual(impossible.map(() => 'wrong'));
  });

  it('is not for people who are not active or have no password', async () => {
    const [inactive, bare] = [await person(hash, { status: 'inactive' }), await person(null)];
    for (const { email } of [inactive, bare]) expect(await attempt(email, PASSWORD)).toEqual({ outcome: 'wrong' });
  });
});

describe('20 guesses at once on two replicas', () => {
  it('are looked at 5 times', async () => {
    const { email } = await person();
    expect(tally(await atOnce(20, email, WRONG))).toEqual({ right: 0, wrong: 5, locked: 15 });
    expect(tally(await atOnce(20, email, PASSWORD))).toEqual({ right: 0, wrong: 0, locked: 20 });
  });

  it('are looked at once when a lock is just over', async () => {
    const { email } = await person();
    await atOnce(5, email, WRONG);
    wait(30);
    expect(tally(await atOnce(20, email, WRONG))).toEqual({ right: 0, wrong: 1, locked: 19 });
  });

  it('are looked at 50 times when there are 80 from 20 places', async () => {
    const { email } = await person();
    const outcomes = await atOnce(80, email, WRONG, addresses(20));
    expect(tally(outcomes)).toEqual({ right: 0, wrong: 50, locked: 30 });
    expect(await attempt(email, PASSWORD, '203.0.113.9')).toEqual({ outcome: 'locked', retryAfter: 30 });
  });

  it('do not lock the right password out of its own burst', async () => {
    const { email } = await person();
    expect(tally(await atOnce(5, email, PASSWORD))).toEqual({ right: 5, wrong: 0, locked: 0 });
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
  });
});

describe('a lock', () => {
  it('lasts 30 s, then twice as long with each failure, and 15 min at most', async () => {
    const { email } = await person();
    await atOnce(4, email, WRONG);
    const waits: unknown[] = [];
    for (let failure = 5; failure <= 11; failure++) {
      expect(await outcomeOf(email, WRONG)).toBe('wrong');
      const locked = await attempt(email, PASSWORD);
      if (locked.outcome !== 'locked') throw new Error(locked.outcome);
      waits.push(locked.retryAfter);
      wait(locked.retryAfter - 1);
      expect(await attempt(email, PASSWORD)).toEqual({ outcome: 'locked', retryAfter: 1 });
      wait(1);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
    expect(tally(await atOnce(6, email, WRONG))).toMatchObject({ wrong: 5, locked: 1 });
  });

  it('is of one place, and of neighbours in one IPv6 network', async () => {
    const { email } = await person();
    await atOnce(5, email, WRONG, ['2001:db8:0:1::1']);
    expect(await outcomeOf(email, PASSWORD, '2001:db8:0:1:ffff::2')).toBe('locked');
    expect(await outcomeOf(email, PASSWORD, '2001:db8:0:2::1')).toBe('right');
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
    expect(await outcomeOf(email, PASSWORD, '2001:db8:0:1::1')).toBe('locked');
  });

  it('is of one e-mail address', async () => {
    const [locked, other] = [await person(), await person()];
    await atOnce(5, locked.email, WRONG);
    expect(await outcomeOf(locked.email.toUpperCase(), PASSWORD)).toBe('locked');
    expect(await outcomeOf(other.email, PASSWORD)).toBe('right');
  });

  it('does not grow by knocking at it', async () => {
    const { email } = await person();
    await atOnce(5, email, WRONG);
    await atOnce(20, email, WRONG);
    wait(30);
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
  });

  it('of a place costs no other place its tries', async () => {
    const { email } = await person();
    for (let round = 0; round < 4; round++) await atOnce(40, email, WRONG);
    expect(await outcomeOf(email, PASSWORD, '203.0.113.9')).toBe('right');
  });

  it('of an e-mail address costs no place its tries', async () => {
    const { email } = await person();
    await atOnce(50, email, WRONG, addresses(10));
    expect(tally(await atOnce(10, email, PASSWORD, ['203.0.113.9']))).toMatchObject({ locked: 10 });
    wait(30);
    expect(await outcomeOf(email, PASSWORD, '203.0.113.9')).toBe('right');
  });
});

describe('failures', () => {
  it('are forgotten after an hour without a try', async () => {
    const { email } = await person();
    await atOnce(4, email, WRONG);
    wait(60 * MINUTE - 1);
    expect(await outcomeOf(email, WRONG)).toBe('wrong');
    expect(await outcomeOf(email, PASSWORD)).toBe('locked');
    wait(60 * MINUTE);
    expect(tally(await atOnce(6, email, WRONG))).toEqual({ right: 0, wrong: 5, locked: 1 });
  });

  it('of a place are forgotten with the right password; those of other places are not', async () => {
    const { email } = await person();
    await atOnce(45, email, WRONG, addresses(9));
    await atOnce(4, email, WRONG);
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
    expect(tally(await atOnce(5, email, WRONG, ['203.0.113.9']))).toEqual({ right: 0, wrong: 1, locked: 4 });
  });

  it('are not counted when nobody had time to look', async () => {
    const { email } = await person();
    await atOnce(4, email, WRONG);
    const passwords = gatehouse.app.get(Passwords);
    const slow = (await bcrypt.hash('y', 4)).replace('$04$', '$11$');
    for (let round = 0; round < 2; round++) {
      const busy = Array.from({ length: 66 }, (_, at) => passwords.matches('x', at < 2 ? slow : null));
      await expect(attempt(email, PASSWORD)).rejects.toBeInstanceOf(TooManyRequests);
      await Promise.all(busy);
    }
    expect(await outcomeOf(email, PASSWORD)).toBe('right');
  });

  it('are cleaned up when they count no more', async () => {
    const { email } = await person();
    await atOnce(5, email, WRONG);
    const rows = (): Promise<unknown[]> => gatehouse.sql('SELECT key FROM sign_in_failures');
    const before = (await rows()).length;
    const job = gatehouse.app.get(ExpiredRowsJob);
    await job.run();
    expect((await rows()).length).toBe(before);
    await gatehouse.sql(`UPDATE sign_in_failures SET updated_at = updated_at - interval '99 days'`);
    await job.run();
    expect(await rows()).toEqual([]);
  });

  it('name nobody: what is stored is keyed', async () => {
    const { email } = await person();
    await attempt(email, WRONG);
    const stored = JSON.stringify(await gatehouse.sql('SELECT * FROM sign_in_failures'));
    expect(stored).not.toContain(email);
    expect(stored).not.toContain(HERE);
  });
});

describe('an e-mail address that nobody has', () => {
  it('is answered as one that somebody has', async () => {
    const inactive = await person(hash, { status: 'inactive' });
    const emails = [
      (await person()).email,
      (await person(await bcrypt.hash(PASSWORD, 10))).email,
      (await person(null)).email,
      inactive.email,
      'nobody@example.test',
      'nobody\u0000@example.test',
    ];
    const all = <T>(ask: (email: string) => Promise<T>): Promise<T[]> => Promise.all(emails.map(ask));
    const rounds: unknown[][] = [await all((email) => atOnce(4, email, WRONG))];
    rounds.push(await all((email) => attempt(email, WRONG)));
    rounds.push(await all((email) => attempt(email, WRONG)));
    wait(30);
    rounds.push(await all((email) => attempt(email, WRONG)));
    rounds.push(await all((email) => attempt(email, PASSWORD)));
    for (const answers of rounds) expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(rounds.at(-1)?.[0]).toEqual({ outcome: 'locked', retryAfter: 60 });
  });

  it('takes no less than it takes for anybody', async () => {
    const emails = [
      (await person()).email,
      (await person(await bcrypt.hash(PASSWORD, 11))).email,
      'nobody.either@example.test',
    ];
    const times = new Map<string, number[]>(emails.map((email) => [email, []]));
    for (let turn = 0; turn < 2; turn++) {
      for (const email of emails) {
        const start = performance.now();
        expect(await outcomeOf(email, WRONG)).toBe('wrong');
        times.get(email)?.push(performance.now() - start);
      }
    }
    // Longer than any of them takes to look at: whoever measures sees this time alone.
    expect(Math.min(...[...times.values()].flat())).toBeGreaterThan(390);
  });
});

describe('what is on record', () => {
  it('is each refusal of a known person, and strangers in the log alone', async () => {
    const [user, inactive, bare] = [await person(), await person(hash, { status: 'inactive' }), await person(null)];
    await Promise.all([user, inactive, bare].map(({ email }) => attempt(email, WRONG)));
    const [before] = await gatehouse.sql('SELECT count(*) FROM audit_events');
    await attempt('a.stranger@example.test', 'the stranger’s password');
    expect(await gatehouse.sql('SELECT count(*) FROM audit_events')).toEqual([before]);
    const reasons = {
      [user.id]: 'wrong password',
      [inactive.id]: 'the person is not active',
      [bare.id]: 'no password',
    };
    for (const [id, reason] of Object.entries(reasons)) {
      const events = await gatehouse.sql(
        `SELECT decision, reason, sub FROM audit_events WHERE kind = 'sign_in.refused' AND detail->>'id' = $1`,
        [id],
      );
      expect(events).toEqual([{ decision: 'deny', reason, sub: id }]);
    }
    const lines = gatehouse.logLines.filter((line) => line.includes('sign_in.refused'));
    expect(lines.at(-1)).toContain('nobody has this e-mail address');
  });

  it('holds no e-mail address and no password', async () => {
    const { email } = await person();
    await atOnce(6, email, WRONG);
    const events = await gatehouse.sql('SELECT * FROM audit_events');
    for (const text of [JSON.stringify(events), gatehouse.logLines.join(''), replica.logLines.join('')]) {
      for (const secret of [email, WRONG, PASSWORD, 'stranger@', 'the stranger']) expect(text).not.toContain(secret);
    }
  });
});

describe('a right password that is replaced before the session is opened', () => {
  const right = async (user: User) => {
    const answer = await attempt(user.email, PASSWORD);
    if (answer.outcome !== 'right') throw new Error(answer.outcome);
    const { manager } = gatehouse.app.get(DataSource);
    const hold = (transaction = manager) => gatehouse.app.get(PasswordSignIn).hold(transaction, user.id, answer.proof);
    return { manager, hold };
  };
  const replace = ({ id }: User) =>
    gatehouse.sql('UPDATE passwords SET hash = $2 WHERE user_id = $1', [id, `${hash}x`]);

  it('holds no longer', async () => {
    for (const user of [await person(), await person(await bcrypt.hash(PASSWORD, 4))]) {
      const { hold } = await right(user);
      expect(await hold()).toBe(true);
      await replace(user);
      expect(await hold()).toBe(false);
    }
  });

  it('holds to the end of the transaction that asked', async () => {
    const user = await person();
    const { manager, hold } = await right(user);
    let replaced = false;
    let replacing: Promise<void> | undefined;
    await manager.transaction(async (transaction) => {
      expect(await hold(transaction)).toBe(true);
      replacing = replace(user).then(() => void (replaced = true));
      await lockWaiters(gatehouse, 1, replacing);
      expect(replaced).toBe(false);
    });
    await replacing;
    expect(await hold()).toBe(false);
  });
});

describe('an imported hash', () => {
  it('of bcrypt is made anew by the first right password, and not by a wrong one', async () => {
    const user = await person(await bcrypt.hash(PASSWORD, 4));
    expect(await outcomeOf(user.email, WRONG)).toBe('wrong');
    expect(await storedHash(user)).toMatch(/^\$2b\$04\$/);
    expect(await outcomeOf(user.email, PASSWORD)).toBe('right');
    const made = await storedHash(user);
    expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await outcomeOf(user.email, PASSWORD)).toBe('right');
    expect(await storedHash(user)).toBe(made);
  });

  it('of weaker argon2id is made anew', async () => {
    const user = await person(await argon2(PASSWORD, { memoryCost: 4096, timeCost: 3, parallelism: 1 }));
    expect(await outcomeOf(user.email, PASSWORD)).toBe('right');
    expect(await storedHash(user)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('of bcrypt does not admit what begins like the password', async () => {
    const user = await person(await bcrypt.hash('x'.repeat(72), 4));
    expect(await outcomeOf(user.email, 'x'.repeat(73))).toBe('wrong');
    expect(await outcomeOf(user.email, `${'x'.repeat(72)}\u0000`)).toBe('wrong');
    expect(await outcomeOf(user.email, 'x'.repeat(72))).toBe('right');
    expect(await outcomeOf(user.email, 'x'.repeat(73))).toBe('wrong');
  });
});

describe('changing a password', () => {
  const NEXT = 'nine yellow bicycles';
  const change = (user: User, current: string, next = NEXT) =>
    gatehouse.app.get(PasswordChange).change(user, { current, next, address: HERE, end: () => Promise.resolve(0) });

  it('puts the new one in place of the old, spoils links on their way, and is on record', async () => {
    const user = await person();
    const { url } = await gatehouse.app
      .get(SetupLinks)
      .issue(user.id, { kind: 'setup_link.issued', decision: 'done', detail: { id: user.id } }, () =>
        Promise.resolve(),
      );
    expect(await change(user, PASSWORD)).toEqual({ outcome: 'changed' });
    expect(await outcomeOf(user.email, PASSWORD)).toBe('wrong');
    expect(await outcomeOf(user.email, NEXT)).toBe('right');
    expect(await gatehouse.app.get(SetupLinks).find(url.split('=')[1] ?? '')).toBeNull();
    const changed = (await evidenceOf(gatehouse, user.id)).find(({ kind }) => kind === 'password.changed');
    expect(changed).toMatchObject({ decision: 'done', sub: user.id });
  });

  it('says what is wrong with the new one, before it looks at the old one', async () => {
    const user = await person();
    for (let turn = 0; turn < 6; turn++) {
      expect(await change(user, WRONG, 'short')).toEqual({ outcome: 'unfit', fault: 'Use at least 12 characters.' });
    }
    expect(await change(user, PASSWORD, 'ada lovelace')).toMatchObject({ outcome: 'unfit' });
    expect(await change(user, PASSWORD, PASSWORD)).toMatchObject({ outcome: 'unfit' });
    expect(await outcomeOf(user.email, PASSWORD)).toBe('right');
  });

  it('guesses under the same lockout as the sign-in', async () => {
    const user = await person();
    const outcomes = await Promise.all(Array.from({ length: 7 }, () => change(user, WRONG)));
    expect(tally(outcomes.map(({ outcome }) => outcome))).toEqual({ right: 0, wrong: 5, locked: 2 });
    expect(await change(user, PASSWORD)).toEqual({ outcome: 'locked', retryAfter: 30 });
    expect(await outcomeOf(user.email, PASSWORD)).toBe('locked');
    const refused = (await evidenceOf(gatehouse, user.id)).filter(({ kind }) => kind === 'password.change_refused');
    expect(refused).toHaveLength(5);
  });

  it('happens once of several at once', async () => {
    const user = await person();
    const outcomes = await Promise.all([1, 2, 3, 4].map((at) => change(user, PASSWORD, `${NEXT} no ${at}`)));
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
    const winner = outcomes.findIndex(({ outcome }) => outcome === 'changed') + 1;
    expect(await outcomeOf(user.email, `${NEXT} no ${winner}`)).toBe('right');
  });
});
