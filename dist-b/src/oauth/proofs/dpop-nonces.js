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
import { equalSecrets, keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';
/** Seconds for which one nonce is given out; it is accepted for as long again. */
const SLOT = 120;
/**
 * Nonces of DPoP proofs (RFC 9449 §8): nobody can make a proof for later. They are kept nowhere, because each is the
 * keyed hash of the time at which it is given out: every replica knows those of the others.
 */
let DpopNonces = class DpopNonces {
    clock;
    settings;
    key;
    constructor(secrets, clock, settings) {
        this.clock = clock;
        this.settings = settings;
        this.key = secrets.key('dpop-nonce');
    }
    /** The one to give out now. */
    current() {
        return this.at(0).toString('base64url');
    }
    /** The next one too: the clock of the replica that gave it out may be ahead. */
    isGood(nonce) {
        const given = Buffer.from(nonce, 'base64url');
        return [-1, 0, 1].some((slot) => equalSecrets(given, this.at(slot)));
    }
    /** Where nonces are required, every answer to a proof brings the next one (RFC 9449 §8.2). */
    offer = (request, response, next) => {
        if (this.settings.REQUIRE_DPOP_NONCE && request.headers['dpop'] !== undefined)
            this.give(response);
        next();
    };
    give(response) {
        response?.setHeader('dpop-nonce', this.current());
    }
    at(slot) {
        return keyedHash(this.key, String(Math.floor(this.clock.seconds() / SLOT) + slot));
    }
};
DpopNonces = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Clock,
        Settings])
], DpopNonces);
export { DpopNonces };
//# sourceMappingURL=dpop-nonces.js.map