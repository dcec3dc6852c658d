var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { addressKey } from '../../kernel/trusted-proxies.js';
import { Secrets } from '../../settings/secrets.js';
/** Failures after which a key is locked. From one place a few typing errors; from everywhere more, lest anybody lock others out. */
const MOST_HERE = 5;
const MOST_ANYWHERE = 50;
/**
 * All SQL of `sign_in_failures`: how often somebody may guess, in all replicas together. It knows e-mail addresses by
 * their keyed hashes alone, those of people and those that nobody has.
 */
let SignInAttempts = class SignInAttempts {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('sign-in');
    }
    /**
     * Counts a try as a failure, so that of many at once no more are admitted than one after the other.
     * @param address where it comes from
     */
    async begin(guessed, address) {
        const keys = this.keys(guessed, address);
        // The place comes first: tries from a locked one must not lock the others out.
        const here = await this.count(keys.here, MOST_HERE);
        if (here === null)
            return this.lockOf(keys.here);
        const anywhere = await this.count(keys.anywhere, MOST_ANYWHERE);
        if (anywhere !== null)
            return { here, anywhere };
        await this.takeOff(here);
        return this.lockOf(keys.anywhere);
    }
    /** The password was right. What others got wrong elsewhere stays counted: it was not this person. */
    async succeed({ here, anywhere }) {
        await this.sql.count('sign-in.forget', 'DELETE FROM sign_in_failures WHERE key = $1', [here.key]);
        await this.takeOff(anywhere);
    }
    /** Nobody looked at the password. */
    async withdraw({ here, anywhere }) {
        await this.takeOff(here);
        await this.takeOff(anywhere);
    }
    /** Forgets all wrong passwords of an e-mail address, wherever they came from. @param email lower case */
    async clear(transaction, email) {
        const { anywhere } = this.keys({ secret: 'password', of: email }, '');
        // No index helps: the table holds the failures of an hour, and this is rare.
        await transaction.query('DELETE FROM sign_in_failures WHERE starts_with(key, $1)', [anywhere]);
    }
    /** One statement looks and counts. From the limit on, each failure locks for twice as long as the one before. */
    async count(key, most) {
        const [row] = await this.sql.rows('sign-in.count', `INSERT INTO sign_in_failures AS f (key, failures, locked_until, updated_at) VALUES ($1, 1, NULL, $2)
       ON CONFLICT (key) DO UPDATE SET (failures, locked_until, updated_at) = (
         SELECT n,
                CASE WHEN n >= $3::int
                  THEN $2::timestamptz + least(30 * power(2, least(n - $3, 10)), 900) * interval '1 second' END,
                $2
           FROM (SELECT CASE WHEN f.updated_at > $2::timestamptz - interval '1 hour' THEN f.failures + 1 ELSE 1 END) AS next (n))
       WHERE f.locked_until IS NULL OR f.locked_until <= $2
       RETURNING locked_until AS "lockedUntil"`, [key, this.now(), most]);
        return row === undefined ? null : { key, lockedUntil: row.lockedUntil };
    }
    /** The lock goes only if it is this try's own. */
    async takeOff({ key, lockedUntil }) {
        await this.sql.count('sign-in.take-off', `UPDATE sign_in_failures SET failures = greatest(failures - 1, 0),
              locked_until = CASE WHEN locked_until = $2::timestamptz THEN NULL ELSE locked_until END
        WHERE key = $1`, [key, lockedUntil]);
    }
    async lockOf(key) {
        const [row] = await this.sql.rows('sign-in.lock', 'SELECT locked_until AS "lockedUntil" FROM sign_in_failures WHERE key = $1', [key]);
        const wait = (row?.lockedUntil?.getTime() ?? 0) - this.clock.now();
        return { retryAfter: Math.max(1, Math.ceil(wait / 1000)) };
    }
    /** The one begins with the other, so that all of an e-mail address can be found. */
    keys({ secret, of }, address) {
        const hash = (place) => keyedHash(this.pepper, `${place} ${secret} of ${of}`).toString('base64url');
        const anywhere = hash('anywhere');
        return { anywhere, here: `${anywhere}.${hash(addressKey(address))}` };
    }
    now() {
        return new Date(this.clock.now());
    }
};
SignInAttempts = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], SignInAttempts);
export { SignInAttempts };
//# sourceMappingURL=sign-in-attempts.store.js.map