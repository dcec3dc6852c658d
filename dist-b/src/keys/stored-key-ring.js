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
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../settings/settings.js';
import { KeyForge } from './key-forge.js';
import { KeyRing } from './key-ring.contract.js';
import { proveRing } from './ring-proof.js';
import { RingCopy } from './ring-copy.js';
import { forgettingMoment, RELOAD_SECONDS, SIGNING_COPY_SECONDS, vacancies } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';
/** Unknown kids lead to the database at most this often, so that junk cannot hammer it; milliseconds. */
const ASK_INTERVAL = 1000;
/** The ring of the database, and this process's copy of it, from which it signs and verifies. */
let StoredKeyRing = class StoredKeyRing extends KeyRing {
    store;
    forge;
    clock;
    settings;
    log;
    copy = null;
    loading = null;
    askedAt = -Infinity;
    timer;
    constructor(store, forge, clock, settings, log) {
        super();
        this.store = store;
        this.forge = forge;
        this.clock = clock;
        this.settings = settings;
        this.log = log;
    }
    /** Before anything listens: the ring is whole, can be opened, and signs what others can verify. */
    async onModuleInit() {
        await this.complete();
        this.copy = await this.read();
        await proveRing(this, this.clock.now());
        this.timer = setInterval(() => void this.load().catch(() => undefined), RELOAD_SECONDS * 1000).unref();
    }
    /** Before the connections go: a reload under way would find none. */
    async beforeApplicationShutdown() {
        clearInterval(this.timer);
        await this.settled();
    }
    sign(typ, claims, algorithm = this.settings.SIGNING_ALG) {
        const { copy } = this;
        // A replica that cannot prove its copy fresh asks; if it cannot, it refuses: others may have forgotten its key.
        if (copy === null || this.clock.now() - copy.readAt > SIGNING_COPY_SECONDS * 1000) {
            return this.load().then((fresh) => fresh.requireActive(algorithm).sign(typ, claims));
        }
        return copy.requireActive(algorithm).sign(typ, claims);
    }
    find(kid) {
        return this.known(kid) ?? this.ask(kid);
    }
    jwks() {
        if (this.copy === null)
            throw new Problem(503, 'No signing keys are loaded yet.', [], { 'retry-after': '1' });
        return this.copy.jwks;
    }
    /** Takes a copy that was read after this call; when the database gives none, the old one stays and the log tells. */
    async renew() {
        await this.settled();
        await this.load().catch(() => undefined);
    }
    known(kid) {
        return this.copy?.pair(kid)?.verification ?? null;
    }
    /** Another replica may have rotated a moment ago. */
    async ask(kid) {
        // A reload that is under way may have read before the key was written, so it only counts if it finds the key.
        await this.settled();
        const known = this.known(kid);
        if (known !== null)
            return known;
        if (this.loading === null) {
            const since = this.clock.now() - this.askedAt;
            if (since >= 0 && since < ASK_INTERVAL)
                return null;
            this.askedAt = this.clock.now();
        }
        await this.load().catch(() => undefined);
        return this.known(kid);
    }
    /** One reload at a time; whoever comes meanwhile shares it. */
    load() {
        this.loading ??= this.read()
            .then((copy) => (this.copy = copy), (err) => {
            this.log.error('keys.reload_failed', { err });
            throw err;
        })
            .finally(() => (this.loading = null));
        return this.loading;
    }
    /** Until no reload is under way; its failure is its own caller's to tell. */
    async settled() {
        await this.loading?.catch(() => undefined);
    }
    async read() {
        const readAt = this.clock.now();
        const rows = await this.store.ring(forgettingMoment(readAt, this.settings.ACCESS_TOKEN_SECONDS));
        return new RingCopy(rows, (row) => this.copy?.pair(row.kid) ?? this.forge.open(row), readAt);
    }
    /** Makes what is missing. Of replicas that start together, the first makes it and the others find it. */
    async complete() {
        if (vacancies(await this.store.current()).length === 0)
            return;
        await this.store.alone(async (keys) => {
            const missing = vacancies(await keys.current());
            await keys.insert(await Promise.all(missing.map(({ algorithm, state }) => this.forge.make(algorithm, state))));
        });
    }
};
StoredKeyRing = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SigningKeyStore,
        KeyForge,
        Clock,
        Settings,
        Log])
], StoredKeyRing);
export { StoredKeyRing };
//# sourceMappingURL=stored-key-ring.js.map