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
import { Evidence } from '../../audit/evidence.contract.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
/** Signs assertions for others. None leaves before the evidence of it is durable. */
let AssertionIssuer = class AssertionIssuer {
    evidence;
    keys;
    clock;
    settings;
    constructor(evidence, keys, clock, settings) {
        this.evidence = evidence;
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws when the evidence cannot be written: then nothing is said */
    async issue({ typ, issuedTokenType, claims, event }) {
        const whole = this.complete(claims);
        const { jti, aud, exp, iat, scope } = whole;
        // Signed first, as every token is: a signature that fails must not leave evidence of what was never said.
        const assertion = await this.keys.sign(typ, whole);
        await this.evidence.record({ ...event, detail: { ...event.detail, jti, aud, exp, ...optional('scope', scope) } });
        return {
            access_token: assertion,
            issued_token_type: issuedTokenType,
            token_type: 'N_A',
            expires_in: exp - iat,
            ...optional('scope', scope),
        };
    }
    /** For whoever has recorded what it belongs to. */
    async sign(typ, claims) {
        return this.keys.sign(typ, this.complete(claims));
    }
    complete(claims) {
        const { sub, aud, exp, scope, ...others } = claims;
        return {
            iss: this.settings.PUBLIC_URL,
            sub,
            aud,
            jti: uuidv7(this.clock.now()),
            iat: this.clock.seconds(),
            exp,
            ...optional('scope', scope),
            ...others,
        };
    }
};
AssertionIssuer = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        KeyRing,
        Clock,
        Settings])
], AssertionIssuer);
export { AssertionIssuer };
function optional(name, value) {
    return value === undefined ? {} : { [name]: value };
}
//# sourceMappingURL=assertion-issuer.js.map