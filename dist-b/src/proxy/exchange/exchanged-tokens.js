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
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { LiveAuthority } from '../live-authority.js';
import { issuerHost } from '../upstreams/upstream-credential.js';
import { ExchangeRefused } from './exchange-refused.js';
import { TokenRenewal } from './token-renewal.js';
import { UpstreamTokenStore } from './upstream-token.store.js';
/** Tokens kept in memory at a time, and milliseconds for which one is kept that nobody uses. */
const MOST = 5_000;
const IDLE = 300_000;
/** Milliseconds for which a refusal is taken for the server's word: nobody is asked once for each call. */
const REFUSED = 2_000;
const SWEEP = 60_000;
/**
 * Tokens of foreign authorization servers, each for one upstream, as it is registered now, one session and those who act in
 * it. It is asked for once, however many calls wait for it, and let go of when the session ends.
 */
let ExchangedTokens = class ExchangedTokens {
    renewal;
    store;
    authority;
    clock;
    log;
    kept = new LRUCache({
        ...{ max: MOST, ttl: IDLE, updateAgeOnGet: true },
        dispose: ({ release }) => release(),
    });
    asked = new Map();
    refusals = new LRUCache({
        max: MOST,
    });
    timer;
    constructor(renewal, store, authority, clock, log) {
        this.renewal = renewal;
        this.store = store;
        this.authority = authority;
        this.clock = clock;
        this.log = log;
    }
    onApplicationBootstrap() {
        this.timer = setInterval(() => {
            this.kept.purgeStale();
            void this.quietly(this.store.forgetClosed());
        }, SWEEP).unref();
    }
    onApplicationShutdown() {
        clearInterval(this.timer);
    }
    /**
     * @param signal whoever waits alone stops waiting when it is aborted; others may wait for the same token
     * @throws ExchangeRefused, CredentialNotOpened; the reason of the signal
     */
    async token(call, credential, signal) {
        const need = { call, credential, place: placeOf(call) };
        const key = keyOf(need);
        const kept = this.kept.get(key)?.token;
        if (kept !== undefined && kept.freshUntil > this.clock.now())
            return this.given(need, kept, false);
        const refusal = this.refusals.get(key);
        if (refusal !== undefined && refusal.until > this.clock.now())
            throw refusal.error;
        const { token, isNew } = await until(signal, this.asked.get(key) ?? this.ask(need, key));
        return this.given(need, token, isNew);
    }
    given(need, token, isNew) {
        return { value: token.accessToken, refused: () => this.refused(need, token, isNew) };
    }
    ask(need, key) {
        const asked = this.obtain(need, key).finally(() => this.asked.delete(key));
        this.asked.set(key, asked);
        // Everybody who waited for it may have gone.
        asked.catch(() => undefined);
        return asked;
    }
    async obtain(need, key) {
        let hasEnded = false;
        const { sid } = need.place;
        const end = () => {
            hasEnded = true;
            this.kept.delete(key);
            // Also where nobody could tell: whoever calls again gets another one.
            void this.quietly(this.store.forget(need.place));
        };
        // Before it is asked for: a session may end at any time.
        const release = sid === null ? () => undefined : this.authority.hold(sid, end);
        try {
            const obtained = await this.renewal.token(need);
            if (hasEnded) {
                await this.store.forget(need.place);
                throw new Problem(503, 'The session ended while a token for the server was asked for.');
            }
            this.kept.set(key, { token: obtained.token, release });
            return obtained;
        }
        catch (error) {
            release();
            if (error instanceof ExchangeRefused)
                this.remember(need, key, error);
            throw error;
        }
    }
    remember({ call, credential }, key, error) {
        this.refusals.set(key, { until: this.clock.now() + REFUSED, error });
        this.log.warn('gate.upstream_token_refused', {
            server: call.admission.upstream.name,
            issuer: issuerHost(credential),
            fault: error.fault,
            cause: error.message,
        });
    }
    async refused(need, token, isNew) {
        const key = keyOf(need);
        if (this.kept.peek(key)?.token.id === token.id)
            this.kept.delete(key);
        await this.quietly(this.store.drop(need.place, token.id));
        // Another one would be just like it.
        if (isNew)
            this.remember(need, key, new ExchangeRefused('token', null, 'the server answered 401 to a new token'));
        return !isNew;
    }
    /** What is left over ends by itself: its session is asked about before anybody uses it. */
    async quietly(work) {
        await work.catch((err) => this.log.warn('gate.upstream_token_left', { err }));
    }
};
ExchangedTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TokenRenewal,
        UpstreamTokenStore,
        LiveAuthority,
        Clock,
        Log])
], ExchangedTokens);
export { ExchangedTokens };
/** Unambiguously whose: no two who may differ in what they may do have the same. */
function placeOf({ admission: { caller, upstream } }) {
    const { sid, sub, client_id, act, owner } = caller.claims;
    const whose = [upstream.updatedAt.getTime(), sid, sub, client_id, act ?? null, owner ?? null];
    const holder = createHash('sha256').update(JSON.stringify(whose)).digest('base64url');
    return { upstreamId: upstream.id, holder, sid: sid === '' ? null : sid };
}
function keyOf({ place }) {
    return `${place.upstreamId} ${place.holder}`;
}
function until(signal, work) {
    return Promise.race([
        work,
        new Promise((_, reject) => {
            const abort = () => reject(signal.reason);
            if (signal.aborted)
                abort();
            else
                signal.addEventListener('abort', abort, { once: true });
        }),
    ]);
}
//# sourceMappingURL=exchanged-tokens.js.map