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
import { randomUUID } from 'node:crypto';
import { Sql } from '../database/sql.js';
import { KeptAnswers } from '../http/kept-answers.js';
import { Clock } from '../kernel/clock.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
/** Milliseconds for which an answer is kept. */
const KEPT = 24 * 3_600_000;
/** Milliseconds after which a request is no longer being carried out; none takes so long. */
const LEASE = 120_000;
/** All SQL of `kept_answers`. */
let KeptAnswerStore = class KeptAnswerStore extends KeptAnswers {
    sql;
    clock;
    secrets;
    key;
    constructor(sql, clock, secrets) {
        super();
        this.sql = sql;
        this.clock = clock;
        this.secrets = secrets;
        this.key = secrets.key('kept-answer');
    }
    /** One statement decides who carries a request out. */
    async claim({ clientId, sub, key, asked }) {
        // With lengths before them, so that no two callers read the same.
        const hash = this.hash(`${clientId.length} ${clientId} ${sub.length} ${sub} ${key}`);
        const [fingerprint, claim, now] = [this.hash(asked), randomUUID(), this.clock.now()];
        for (;;) {
            const claimed = await this.sql.rows('kept_answer.claim', `INSERT INTO kept_answers AS kept (hash, claim, asked, done, answer, leased_until, expires_at)
         VALUES ($1, $2, $3, false, NULL, $4, $5)
         ON CONFLICT (hash) DO UPDATE SET claim = EXCLUDED.claim, asked = EXCLUDED.asked, done = false, answer = NULL,
           leased_until = EXCLUDED.leased_until, expires_at = EXCLUDED.expires_at
          WHERE kept.expires_at <= $6
             OR (kept.asked = EXCLUDED.asked AND NOT kept.done AND kept.answer IS NULL AND kept.leased_until <= $6)
         RETURNING 1`, [hash, claim, fingerprint, new Date(now + LEASE), new Date(now + KEPT), new Date(now)]);
            if (claimed.length === 1)
                return { state: 'fresh', claim: this.claimed(hash, claim) };
            const known = await this.known(hash, fingerprint);
            // Whoever had it gave it up in between.
            if (known !== null)
                return known;
        }
    }
    async known(hash, fingerprint) {
        const [row] = await this.sql.rows('kept_answer.read', 'SELECT asked, done, answer, leased_until > $2 AS leased FROM kept_answers WHERE hash = $1', [hash, new Date(this.clock.now())]);
        if (row === undefined)
            return null;
        if (row.asked !== fingerprint)
            return { state: 'another' };
        if (row.answer !== null)
            return { state: 'answered', answer: this.opened(hash, row.answer) };
        return { state: row.done && !row.leased ? 'lost' : 'running' };
    }
    claimed(hash, claim) {
        const own = [hash, claim];
        return {
            spend: async (transaction) => {
                const [, spent] = await transaction.query('UPDATE kept_answers SET done = true WHERE hash = $1 AND claim = $2', own);
                if (spent !== 1)
                    throw Problem.conflict('The request took too long: another one has taken its place.');
            },
            keep: async (answer) => {
                const sealed = this.secrets.box.seal(nameOf(hash), Buffer.from(JSON.stringify(answer)));
                await this.sql.count('kept_answer.keep', 'UPDATE kept_answers SET answer = $3 WHERE hash = $1 AND claim = $2', [
                    ...own,
                    sealed,
                ]);
            },
            release: async () => {
                await this.sql.count('kept_answer.release', 'DELETE FROM kept_answers WHERE hash = $1 AND claim = $2 AND NOT done AND answer IS NULL', own);
            },
        };
    }
    opened(hash, sealed) {
        return JSON.parse(this.secrets.box.open(nameOf(hash), sealed).toString());
    }
    hash(text) {
        return keyedHash(this.key, text).toString('base64url');
    }
};
KeptAnswerStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], KeptAnswerStore);
export { KeptAnswerStore };
function nameOf(hash) {
    return `kept answer ${hash}`;
}
//# sourceMappingURL=kept-answers.store.js.map