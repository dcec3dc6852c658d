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
/** Milliseconds for which a challenge is good: what WebAuthn §15.1 recommends where the person is verified. */
export const CEREMONY_LASTS = 300_000;
/** All SQL of `passkey_ceremonies`; of a challenge it stores the keyed hash. */
let PasskeyCeremonyStore = class PasskeyCeremonyStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('passkey-ceremony');
    }
    /** @returns a challenge of 32 random bytes, as base64url (WebAuthn §13.4.3 wants 16 at least) */
    async begin({ kind, browserHash, boundTo }) {
        const challenge = newSecret();
        await this.sql.count('passkey-ceremony.begin', `INSERT INTO passkey_ceremonies (hash, kind, browser_hash, bound_to, expires_at) VALUES ($1, $2, $3, $4, $5)`, [this.hash(challenge), kind, browserHash, boundTo, new Date(this.clock.now() + CEREMONY_LASTS)]);
        return challenge;
    }
    /** Spends a challenge: of many at once, one. Whoever comes from elsewhere spends nothing. @returns whether it was good */
    async spend(challenge, { kind, browserHash, boundTo }) {
        const spent = await this.sql.count('passkey-ceremony.spend', `DELETE FROM passkey_ceremonies
        WHERE hash = $1 AND kind = $2 AND browser_hash = $3 AND bound_to = $4 AND expires_at > $5`, [this.hash(challenge), kind, browserHash, boundTo, new Date(this.clock.now())]);
        return spent === 1;
    }
    hash(challenge) {
        return keyedHash(this.pepper, challenge).toString('base64url');
    }
};
PasskeyCeremonyStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], PasskeyCeremonyStore);
export { PasskeyCeremonyStore };
//# sourceMappingURL=passkey-ceremony.store.js.map