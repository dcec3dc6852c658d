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
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import { AccessKeys } from '../../identity/credentials/access-keys.js';
import { TokenVerifier } from './token-verifier.js';
/** Tells who a caller is by either kind of credential: an access token, or an access key where the edge admits one. */
let CredentialVerifier = class CredentialVerifier extends CallerVerifier {
    tokens;
    keys;
    constructor(tokens, keys) {
        super();
        this.tokens = tokens;
        this.keys = keys;
    }
    identify(token) {
        return this.tokens.identify(token);
    }
    verify(token, audiences) {
        return this.tokens.verify(token, audiences);
    }
    admit(request, presented, audiences) {
        return this.tokens.admit(request, presented, audiences);
    }
    async verifyKey({ scheme, token }, address, audiences) {
        // A key is bound to nothing, whatever proof comes beside it.
        if (scheme !== 'Bearer')
            throw new TokenRefused('An access key is presented with Bearer.');
        return this.keys.caller(token, address, audiences);
    }
    closed(sids) {
        return this.tokens.closed(sids);
    }
};
CredentialVerifier = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TokenVerifier,
        AccessKeys])
], CredentialVerifier);
export { CredentialVerifier };
//# sourceMappingURL=credential-verifier.js.map