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
import { Clock } from '../../kernel/clock.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { outcomeOf } from './logout-delivery.rules.js';
import { LogoutTokens } from './logout-tokens.js';
/** Tells a client once that a person has signed out. */
let LogoutSending = class LogoutSending {
    tokens;
    fetch;
    clock;
    constructor(tokens, fetch, clock) {
        this.tokens = tokens;
        this.fetch = fetch;
        this.clock = clock;
    }
    async try(delivery) {
        if (delivery.uri === null)
            return { outcome: 'given up', cause: 'the client is not told any more' };
        const age = this.clock.now() - delivery.createdAt.getTime();
        const after = (status) => outcomeOf(status, delivery.attempts, age);
        const token = await this.tokens.sign(delivery);
        try {
            const status = await this.fetch.tell(delivery.uri, { logout_token: token });
            return { outcome: after(status), cause: `the answer was ${status}` };
        }
        catch (error) {
            if (!(error instanceof FetchRefused))
                throw error;
            return { outcome: after(null), cause: error.reason };
        }
    }
};
LogoutSending = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [LogoutTokens,
        GuardedFetch,
        Clock])
], LogoutSending);
export { LogoutSending };
//# sourceMappingURL=logout-sending.js.map