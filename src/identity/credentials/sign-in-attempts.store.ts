import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { addressKey } from '../../kernel/trusted-proxies.js';
import { Secrets } from '../../settings/secrets.js';
import type { Transaction } from '../changes.store.js';

/** Failures after which a key is locked. From one place a few typing errors; from everywhere more, lest anybody lock others out. */
const MOST_HERE = 5;
const MOST_ANYWHERE = 50;

/**
 * Which secret is guessed, and whose: by an e-mail address in lower case, or a person's id. Anybody may type anything for an
 * address, and must not come to another lock by it.
 */
export interface Guessed {
  readonly secret: 'password' | 'second factor' | 'user code';
  readonly of: string;
}

/** A try under one key, with the lock that it set itself. */
interface Counted {
  readonly key: string;
  readonly lockedUntil: Date | null;
}

/** A try to sign in that was counted as a failure, before anybody looks at the password. */
export interface Attempt {
  readonly here: Counted;
  readonly anywhere: Counted;
}

/** Nobody may try now. */
export interface Locked {
  /** Whole seconds. */
  readonly retryAfter: number;
}

/**
 * All SQL of `sign_in_failures`: how often somebody may guess, in all replicas together. It knows e-mail addresses by
 * their keyed hashes alone, those of people and those that nobody has.
 */
@Injectable()
export class SignInAttempts {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('sign-in');
  }

  /**
   * Counts a try as a failure, so that of many at once no more are admitted than one after the other.
   * @param address where it comes from
   */
  async begin(guessed: Guessed, address: string): Promise<Attempt | Locked> {
    const keys = this.keys(guessed, address);
    // The place comes first: tries from a locked one must not lock the others out.
    const here = await this.count(keys.here, MOST_HERE);
    if (here === null) return this.lockOf(keys.here);
    const anywhere = await this.count(keys.anywhere, MOST_ANYWHERE);
    if (anywhere !== null) return { here, anywhere };
    await this.takeOff(here);
    return this.lockOf(keys.anywhere);
  }

  /** The password was right. What others got wrong elsewhere stays counted: it was not this person. */
  async succeed({ here, anywhere }: Attempt): Promise<void> {
    await this.sql.count('sign-in.forget', 'DELETE FROM sign_in_failures WHERE key = $1', [here.key]);
    await this.takeOff(anywhere);
  }

  /** Nobody looked at the password. */
  async withdraw({ here, anywhere }: Attempt): Promise<void> {
    await this.takeOff(here);
    await this.takeOff(anywhere);
  }

  /** Forgets all wrong passwords of an e-mail address, wherever they came from. @param email lower case */
  async clear(transaction: Transaction, email: string): Promise<void> {
    const { anywhere } = this.keys({ secret: 'password', of: email }, '');
    // No index helps: the table holds the failures of an hour, and this is rare.
    await transaction.query('DELETE FROM sign_in_failures WHERE starts_with(key, $1)', [anywhere]);
  }

  /** One statement looks and counts. From the limit on, each failure locks for twice as long as the one before. */
  private async count(key: string, most: number): Promise<Counted | null> {
    const [row] = await this.sql.rows<{ lockedUntil: Date | null }>(
      'sign-in.count',
      `INSERT INTO sign_in_failures AS f (key, failures, locked_until, updated_at) VALUES ($1, 1, NULL, $2)
       ON CONFLICT (key) DO UPDATE SET (failures, locked_until, updated_at) = (
         SELECT n,
                CASE WHEN n >= $3::int
                  THEN $2::timestamptz + least(30 * power(2, least(n - $3, 10)), 900) * interval '1 second' END,
                $2
           FROM (SELECT CASE WHEN f.updated_at > $2::timestamptz - interval '1 hour' THEN f.failures + 1 ELSE 1 END) AS next (n))
       WHERE f.locked_until IS NULL OR f.locked_until <= $2
       RETURNING locked_until AS "lockedUntil"`,
      [key, this.now(), most],
    );
    return row === undefined ? null : { key, lockedUntil: row.lockedUntil };
  }

  /** The lock goes only if it is this try's own. */
  private async takeOff({ key, lockedUntil }: Counted): Promise<void> {
    await this.sql.count(
      'sign-in.take-off',
      `UPDATE sign_in_failures SET failures = greatest(failures - 1, 0),
              locked_until = CASE WHEN locked_until = $2::timestamptz THEN NULL ELSE locked_until END
        WHERE key = $1`,
      [key, lockedUntil],
    );
  }

  private async lockOf(key: string): Promise<Locked> {
    const [row] = await this.sql.rows<{ lockedUntil: Date | null }>(
      'sign-in.lock',
      'SELECT locked_until AS "lockedUntil" FROM sign_in_failures WHERE key = $1',
      [key],
    );
    const wait = (row?.lockedUntil?.getTime() ?? 0) - this.clock.now();
    return { retryAfter: Math.max(1, Math.ceil(wait / 1000)) };
  }

  /** The one begins with the other, so that all of an e-mail address can be found. */
  private keys({ secret, of }: Guessed, address: string): { here: string; anywhere: string } {
    const hash = (place: string): string => keyedHash(this.pepper, `${place} ${secret} of ${of}`).toString('base64url');
    const anywhere = hash('anywhere');
    return { anywhere, here: `${anywhere}.${hash(addressKey(address))}` };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
