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
import { DataSource, In, MoreThanOrEqual, Not } from 'typeorm';
import { RecordedTransactions } from '../audit/recorded-transactions.store.js';
import { SigningKey } from './signing-key.entity.js';
/** All SQL of `signing_keys`. */
let SigningKeyStore = class SigningKeyStore {
    source;
    transactions;
    constructor(source, transactions) {
        this.source = source;
        this.transactions = transactions;
    }
    /** The ring: active, next, and what was retired since a moment; in this order, then by algorithm. */
    ring(retiredSince) {
        return this.source.manager.find(SigningKey, {
            where: [{ state: Not('retired') }, { retiredAt: MoreThanOrEqual(retiredSince) }],
            order: { state: 'ASC', algorithm: 'ASC', createdAt: 'DESC' },
        });
    }
    /** Active and next keys. */
    current() {
        return currentOf(this.source.manager);
    }
    /** Forgets keys that were retired before a moment. */
    async deleteRetired(before) {
        await this.source.query(`DELETE FROM signing_keys WHERE state = 'retired' AND retired_at < $1`, [before]);
    }
    /** One transaction that no other replica's can overlap; each of its statements sees what the last one left. */
    alone(work) {
        return this.transactions.run(async (manager, tell) => {
            await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.keys'))`);
            return work(new LockedKeys(manager, tell));
        });
    }
};
SigningKeyStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        RecordedTransactions])
], SigningKeyStore);
export { SigningKeyStore };
/** What may be done to the ring while nobody else does. */
export class LockedKeys {
    manager;
    tell;
    constructor(manager, 
    /** Evidence that stands or falls with what was done. */
    tell) {
        this.manager = manager;
        this.tell = tell;
    }
    current() {
        return currentOf(this.manager);
    }
    async insert(keys) {
        for (const key of keys)
            await this.manager.insert(SigningKey, key);
    }
    /** Active keys retire, next keys take their place; the unique index admits no other order. */
    async promote(at) {
        await this.manager.update(SigningKey, { state: 'active' }, { state: 'retired', retiredAt: at });
        await this.manager.update(SigningKey, { state: 'next' }, { state: 'active', activatedAt: at });
    }
}
function currentOf(manager) {
    return manager.find(SigningKey, {
        where: { state: In(['active', 'next']) },
        order: { algorithm: 'ASC', state: 'ASC' },
    });
}
//# sourceMappingURL=signing-key.store.js.map