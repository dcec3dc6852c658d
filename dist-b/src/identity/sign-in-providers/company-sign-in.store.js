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
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
/** Milliseconds that a person has at the provider. */
const LIFETIME = 600_000;
/** All SQL of `company_sign_ins`. */
let CompanySignInStore = class CompanySignInStore {
    sql;
    clock;
    key;
    constructor(secrets, sql, clock) {
        this.sql = sql;
        this.clock = clock;
        this.key = secrets.key('company-sign-in');
    }
    /** @param browser keyed hash of its cookie */
    async insert(providerId, browser, pending) {
        const state = newSecret();
        const now = this.clock.now();
        await this.sql.rows('company_sign_in.insert', `INSERT INTO company_sign_ins (hash, provider_id, browser, next, not_before, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
            this.derived('state', state),
            providerId,
            browser,
            pending.next,
            pending.notBefore,
            new Date(now),
            new Date(now + LIFETIME),
        ]);
        return this.secretsOf(state);
    }
    /**
     * Takes it away, for the provider that it was begun with and the browser that began it.
     * @returns null when it is unknown, expired, taken, or another's
     */
    async take(state, providerId, browser) {
        const [row] = await this.sql.rows('company_sign_in.take', `DELETE FROM company_sign_ins WHERE hash = $1 AND provider_id = $2 AND browser = $3 AND expires_at > $4
       RETURNING next, not_before AS "notBefore"`, [this.derived('state', state), providerId, browser, new Date(this.clock.now())]);
        return row ?? null;
    }
    secretsOf(state) {
        return { state, nonce: this.derived('nonce', state), verifier: this.derived('verifier', state) };
    }
    derived(purpose, state) {
        return keyedHash(this.key, `${purpose} ${state}`).toString('base64url');
    }
};
CompanySignInStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Sql,
        Clock])
], CompanySignInStore);
export { CompanySignInStore };
//# sourceMappingURL=company-sign-in.store.js.map