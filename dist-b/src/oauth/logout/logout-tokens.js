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
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
/** Seconds: two minutes at most (Back-Channel Logout §2.4). */
const LIFETIME = 120;
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Makes logout tokens (OpenID Connect Back-Channel Logout §2.4), each for one try: none waits until it has expired. */
let LogoutTokens = class LogoutTokens {
    keys;
    names;
    clock;
    settings;
    constructor(keys, names, clock, settings) {
        this.keys = keys;
        this.names = names;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * With an id of its own each time: a client that took the last one, and whose answer was lost, must not take this for a
     * replay. Signed as the client's ID tokens are; never with a nonce, which would make it look like one.
     */
    async sign({ clientId, userId, signInId, sector, algorithm }) {
        const iat = this.clock.seconds();
        const claims = {
            iss: this.settings.PUBLIC_URL,
            aud: clientId,
            iat,
            exp: iat + LIFETIME,
            jti: uuidv7(this.clock.now()),
            sub: this.names.of(sector, 'sub', userId),
            sid: this.names.of(sector, 'sid', signInId),
            events: { [EVENT]: {} },
        };
        return this.keys.sign('logout+jwt', claims, algorithm);
    }
};
LogoutTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        PairwiseNames,
        Clock,
        Settings])
], LogoutTokens);
export { LogoutTokens };
//# sourceMappingURL=logout-tokens.js.map