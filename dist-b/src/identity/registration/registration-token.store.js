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
import { DataSource, MoreThan } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import { RegistrationToken } from './registration-token.entity.js';
/** All SQL of `registration_tokens`; of a token's text it stores the keyed hash. */
let RegistrationTokenStore = class RegistrationTokenStore {
    source;
    clock;
    pepper;
    constructor(source, clock, secrets) {
        this.source = source;
        this.clock = clock;
        this.pepper = secrets.key('registration-token');
    }
    /** @returns the row, and the text that is for the one answer alone */
    async insert(transaction, fields) {
        const now = this.clock.now();
        const text = newSecret();
        const row = { ...fields, id: uuidv7(now), hash: this.hash(text), createdAt: new Date(now), lastUsedAt: null };
        await transaction.insert(RegistrationToken, row);
        return { row, text };
    }
    findById(id) {
        return this.source.manager.findOneBy(RegistrationToken, { id });
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }) {
        const where = after === null ? {} : { id: MoreThan(after) };
        return this.source.manager.find(RegistrationToken, { where, order: { id: 'ASC' }, take: limit + 1 });
    }
    /** @returns whether there was one */
    async delete(transaction, id) {
        const { affected } = await transaction.delete(RegistrationToken, { id });
        return affected === 1;
    }
    /** Whether a token would be taken, and who answers for what it registers. Nothing is spent. */
    async find(text) {
        const [row] = await this.source.manager.query(`SELECT id, owner_id AS "ownerId" FROM registration_tokens WHERE hash = $1 AND uses_left > 0 AND expires_at > $2`, [this.hash(text), new Date(this.clock.now())]);
        return row ?? null;
    }
    /** One client more. @returns whether the token still allowed it */
    async spend(transaction, id) {
        const [, spent] = await transaction.query(`UPDATE registration_tokens SET uses_left = uses_left - 1, last_used_at = $2
        WHERE id = $1 AND uses_left > 0 AND expires_at > $2`, [id, new Date(this.clock.now())]);
        return spent === 1;
    }
    hash(text) {
        return keyedHash(this.pepper, text).toString('base64url');
    }
};
RegistrationTokenStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Clock,
        Secrets])
], RegistrationTokenStore);
export { RegistrationTokenStore };
//# sourceMappingURL=registration-token.store.js.map