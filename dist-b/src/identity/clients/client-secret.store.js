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
import { DataSource, In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newSecret } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile } from '../changes.store.js';
import { ClientSecret } from './client-secret.entity.js';
import { ClientSecrets } from './client-secrets.js';
/** All SQL of `client_secrets`, but for what {@link ClientDirectory} reads for a token. */
let ClientSecretStore = class ClientSecretStore {
    source;
    secrets;
    clock;
    constructor(source, secrets, clock) {
        this.source = source;
        this.secrets = secrets;
        this.clock = clock;
    }
    /** Makes a secret; apart from {@link insert}, because hashing is slow and no transaction should wait for it. */
    async prepare(text = newSecret()) {
        const stored = await this.secrets.store(text);
        const now = this.clock.now();
        return { text, row: { ...stored, id: uuidv7(now), createdAt: new Date(now), expiresAt: null, lastUsedAt: null } };
    }
    /** Those that are good now, the oldest first; at most two. */
    list(clientId) {
        return this.good(this.source.manager, clientId);
    }
    /**
     * Takes a free slot of the client, whose row the transaction has locked or made.
     * @returns null when both are taken
     */
    async insert(manager, clientId, { row }) {
        await manager.delete(ClientSecret, { clientId, expiresAt: LessThanOrEqual(new Date(this.clock.now())) });
        const taken = await manager.findBy(ClientSecret, { clientId });
        const slot = [1, 2].find((candidate) => !taken.some((secret) => secret.slot === candidate));
        if (slot === undefined)
            return null;
        const secret = { ...row, clientId, slot };
        await manager.insert(ClientSecret, secret);
        return secret;
    }
    /**
     * Puts a secret in the place of the one that was good until now, which stays good for a while; an earlier one ends now,
     * for there are never more than two. Of a client whose row the transaction has locked.
     * @param overlap milliseconds
     */
    async rotate(manager, clientId, fresh, overlap) {
        const secrets = await this.good(manager, clientId);
        const replaced = secrets.filter(isEndless).at(-1);
        const ended = secrets.filter((secret) => secret !== replaced).map(({ id }) => id);
        if (ended.length > 0)
            await manager.delete(ClientSecret, { clientId, id: In(ended) });
        const previous = replaced && { id: replaced.id, expiresAt: new Date(this.clock.now() + overlap) };
        if (previous)
            await manager.update(ClientSecret, { id: previous.id, clientId }, { expiresAt: previous.expiresAt });
        if ((await this.insert(manager, clientId, fresh)) === null)
            throw new ChangedMeanwhile();
        return { previous: previous ?? null, ended };
    }
    /** None is good any more, of clients whose rows the transaction has locked. */
    async endAll(manager, clientIds) {
        await manager.delete(ClientSecret, { clientId: In(clientIds) });
    }
    /**
     * Deletes one of two, of a client whose row the transaction has locked. The last one stays, and with one that ends by
     * itself the other is the last.
     */
    async delete(manager, clientId, id) {
        const secrets = await this.good(manager, clientId);
        if (!secrets.some((secret) => secret.id === id))
            return 'unknown';
        if (!secrets.some((secret) => secret.id !== id && isEndless(secret)))
            return 'last';
        await manager.delete(ClientSecret, { id, clientId });
        return 'deleted';
    }
    good(manager, clientId) {
        const lasting = [IsNull(), MoreThan(new Date(this.clock.now()))];
        return manager.find(ClientSecret, {
            where: lasting.map((expiresAt) => ({ clientId, expiresAt })),
            order: { id: 'ASC' },
        });
    }
};
ClientSecretStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        ClientSecrets,
        Clock])
], ClientSecretStore);
export { ClientSecretStore };
function isEndless({ expiresAt }) {
    return expiresAt === null;
}
//# sourceMappingURL=client-secret.store.js.map