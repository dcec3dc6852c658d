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
import { Log } from '../../kernel/log.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
/** Part of its life, and seconds at most, before its end, from which on a token is not used any more. */
const MARGIN = 0.1;
const MOST_MARGIN = 30;
/** Answers of authorization servers as they are stored: sealed, each for the one whose it is. */
let SealedAnswers = class SealedAnswers {
    secrets;
    clock;
    log;
    constructor(secrets, clock, log) {
        this.secrets = secrets;
        this.clock = clock;
        this.log = log;
    }
    /** @param asked milliseconds since 1970: its life began no earlier @param before whose refresh token holds on if there is no other */
    made({ accessToken, lifetime, refreshToken }, asked, before) {
        const usable = lifetime - Math.min(lifetime * MARGIN, MOST_MARGIN);
        return {
            id: uuidv7(this.clock.now()),
            accessToken,
            freshUntil: asked + Math.floor(usable * 1000),
            refreshToken: refreshToken ?? before?.refreshToken ?? null,
        };
    }
    seal(place, token) {
        return { answerId: token.id, sealed: this.secrets.box.seal(sealName(place), Buffer.from(JSON.stringify(token))) };
    }
    /** @returns null when it was sealed under another key, or for somebody else: there is another way to a token */
    open(place, { answerId, sealed }) {
        try {
            const token = JSON.parse(this.secrets.box.open(sealName(place), sealed).toString());
            return token.id === answerId ? token : null;
        }
        catch (err) {
            this.log.warn('gate.upstream_token_shut', { upstream: place.upstreamId, err });
            return null;
        }
    }
};
SealedAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Clock,
        Log])
], SealedAnswers);
export { SealedAnswers };
function sealName({ upstreamId, holder }) {
    return `upstream-token:${upstreamId} ${holder}`;
}
//# sourceMappingURL=sealed-answers.js.map