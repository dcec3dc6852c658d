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
import bcrypt from 'bcrypt';
import { LRUCache } from 'lru-cache';
import { randomBytes } from 'node:crypto';
import { equalSecrets, keyedHash } from '../../kernel/one-time-secret.js';
import { TooManyRequests } from '../../kernel/problem.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';
import { ClientSecretUses } from './client-secret-uses.js';
/** Wrong secrets that may wait to be compared; each takes a thread for as long as bcrypt does. */
const MOST_GUESSES = 20;
/**
 * Makes and checks client secrets. A check of a wrong secret takes one bcrypt comparison, whether the client is
 * unknown, has one secret or two; a right one is remembered, bound to the stored hash it was right for.
 */
let ClientSecrets = class ClientSecrets {
    settings;
    uses;
    pepper;
    cacheKey = randomBytes(32);
    verified = new LRUCache({ max: 10_000 });
    checks = new Map();
    decoy;
    lane = Promise.resolve();
    guesses = 0;
    constructor(secrets, settings, uses) {
        this.settings = settings;
        this.uses = uses;
        this.pepper = secrets.key('client-secret');
        this.decoy = decoyHash(settings.CLIENT_SECRET_COST);
    }
    /** @returns what to store; the text itself is for the answer alone */
    async store(secret) {
        const digest = this.digest(secret);
        return { tag: tagOf(digest), hash: await bcrypt.hash(bcryptInput(digest), this.settings.CLIENT_SECRET_COST) };
    }
    /** Whether the secret is one of those stored. @param stored those that are good now: what is remembered is no reason alone */
    matches(presented, stored) {
        const digest = this.digest(presented);
        const tag = tagOf(digest);
        const candidate = stored.find((one) => equalSecrets(Buffer.from(one.tag), Buffer.from(tag)));
        if (candidate === undefined)
            return this.inVain(digest);
        const key = keyedHash(this.cacheKey, `${candidate.hash} ${digest.toString('hex')}`).toString('base64');
        if (!this.verified.has(key))
            return this.check(key, digest, candidate);
        this.uses.note(candidate.id);
        return true;
    }
    /** Guesses wait for each other, and for a few at most: their work may never take the threads from whoever is right. */
    async inVain(digest) {
        if (this.guesses >= MOST_GUESSES)
            throw new TooManyRequests('guesses', 1);
        this.guesses += 1;
        const turn = this.lane.then(async () => void (await bcrypt.compare(bcryptInput(digest), this.decoy)));
        this.lane = turn.catch(() => undefined).finally(() => void (this.guesses -= 1));
        await turn;
        return false;
    }
    async check(key, digest, { id, hash }) {
        const right = await this.compared(key, digest, hash);
        if (right)
            this.uses.note(id);
        return right;
    }
    /** One bcrypt for the same secret at a time: a burst of first requests must not occupy every thread. */
    compared(key, digest, hash) {
        const running = this.checks.get(key);
        if (running !== undefined)
            return running;
        const check = bcrypt.compare(bcryptInput(digest), hash).then((right) => {
            if (right)
                this.verified.set(key, true);
            return right;
        });
        this.checks.set(key, check);
        return check.finally(() => this.checks.delete(key));
    }
    /** Keyed and of fixed length: bcrypt alone would ignore what follows byte 72, or a NUL. */
    digest(secret) {
        return keyedHash(this.pepper, secret);
    }
};
ClientSecrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Settings,
        ClientSecretUses])
], ClientSecrets);
export { ClientSecrets };
/** 32 bits that tell a client's two secrets apart; without the pepper they say nothing about the secret. */
function tagOf(digest) {
    return keyedHash(digest, 'tag').subarray(0, 4).toString('hex');
}
function bcryptInput(digest) {
    return digest.toString('base64');
}
/** Parses as a hash of this cost, for the work of comparing with it, and belongs to no known text. */
function decoyHash(cost) {
    return bcrypt.genSaltSync(cost) + randomBytes(31).toString('hex').slice(0, 31);
}
//# sourceMappingURL=client-secrets.js.map