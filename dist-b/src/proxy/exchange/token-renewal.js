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
import { setTimeout as pause } from 'node:timers/promises';
import { Changes } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { who } from '../evidence-of-call.js';
import { credentialDetail } from '../upstreams/upstream-credential.js';
import { ExchangeRefused } from './exchange-refused.js';
import { ForeignTokenEndpoint, isOfGate } from './foreign-token-endpoint.js';
import { SealedAnswers } from './sealed-answers.js';
import { UpstreamTokenStore } from './upstream-token.store.js';
/** Milliseconds between two looks at what another process is asking for: the first ones, and all later ones. */
const LOOK = 25;
const LATER_LOOK = 400;
/** Milliseconds after which nobody waits for it any more: longer than a turn, so that a dead process's is taken over. */
const PATIENCE = 15_000;
/** Seconds for which an answer with a refresh token is kept when nobody comes: then the gate exchanges anew. */
const UNUSED = 86_400;
/**
 * Gets tokens from foreign authorization servers, for all replicas once: who has the turn asks, writes down the answer, and
 * only then uses it. A refresh token that was replaced is never lost behind a token that is in use; one that was lost with
 * a process, or is refused, is made up for by another exchange.
 */
let TokenRenewal = class TokenRenewal {
    store;
    answers;
    endpoint;
    changes;
    clock;
    constructor(store, answers, endpoint, changes, clock) {
        this.store = store;
        this.answers = answers;
        this.endpoint = endpoint;
        this.changes = changes;
        this.clock = clock;
    }
    /** @throws ExchangeRefused, CredentialNotOpened */
    async token(need) {
        const began = performance.now();
        for (let look = LOOK; performance.now() - began < PATIENCE; look = Math.min(2 * look, LATER_LOOK)) {
            if (look > LOOK)
                await pause(look / 2);
            const row = await this.store.find(need.place);
            const held = row && this.answers.open(need.place, row);
            if (held !== null && held.freshUntil > this.clock.now())
                return { token: held, isNew: false };
            const turn = randomUUID();
            if (!(await this.store.take(need.place, row?.answerId ?? null, turn)))
                continue;
            return { token: await this.inTurn(need, held, turn), isNew: true };
        }
        throw new ExchangeRefused('unavailable', null, 'another process asks for it, and does not come to an end');
    }
    async inTurn(need, held, turn) {
        const { place } = need;
        try {
            const asked = this.clock.now();
            const { answer, grant } = await this.renewed(need, held);
            const made = this.answers.made(answer, asked, held);
            const seconds = made.refreshToken === null ? answer.lifetime : UNUSED;
            const row = { ...this.answers.seal(place, made), until: new Date(asked + seconds * 1000) };
            const isKept = await this.changes.record((transaction) => this.store.keep(transaction, place, turn, row), (kept) => (kept ? obtained(need, grant) : null));
            // The session or the upstream is no longer what it was, or somebody else asks since we took too long.
            if (!isKept)
                throw new ExchangeRefused('unavailable', null, 'the turn to ask for it was lost');
            return made;
        }
        catch (error) {
            await this.store.giveBack(place, turn);
            throw error;
        }
    }
    async renewed({ call, credential }, held) {
        if (typeof held?.refreshToken === 'string') {
            try {
                return { answer: await this.endpoint.refresh(call, credential, held.refreshToken), grant: 'refresh_token' };
            }
            catch (error) {
                if (!isCuredByExchange(error))
                    throw error;
            }
        }
        const answer = await this.endpoint.exchange(call, credential);
        return { answer, grant: isOfGate(call) ? 'client_credentials' : 'token_exchange' };
    }
};
TokenRenewal = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamTokenStore,
        SealedAnswers,
        ForeignTokenEndpoint,
        Changes,
        Clock])
], TokenRenewal);
export { TokenRenewal };
/** The refresh token has had its day, was used already, or is none to this server: an exchange needs none. */
function isCuredByExchange(error) {
    return error instanceof ExchangeRefused && error.fault !== 'unavailable' && error.error !== 'invalid_client';
}
/** Evidence of which authority was asked, by which grant, and in whose name. */
function obtained({ call: { admission }, credential }, grant) {
    return {
        kind: 'gate.credential',
        decision: 'done',
        ...who(admission),
        detail: { ...credentialDetail(credential), grant },
    };
}
//# sourceMappingURL=token-renewal.js.map