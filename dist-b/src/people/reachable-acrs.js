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
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { MULTI_FACTOR_ACR, PASSKEY_ACR, PASSWORD_ACR } from '../kernel/authentication-class.js';
import { FEDERATED_ACR } from './sign-in-means.js';
/** Which classes of authentication a person could sign in with, by what they have set up. */
let ReachableAcrs = class ReachableAcrs {
    ways;
    factors;
    constructor(ways, factors) {
        this.ways = ways;
        this.factors = factors;
    }
    async of(userId) {
        const { password, passkeys, company, companyAcrs } = await this.ways.of(userId);
        const byPassword = (await this.factors.has(userId)) ? MULTI_FACTOR_ACR : PASSWORD_ACR;
        return [
            ...(password ? [byPassword] : []),
            ...(passkeys > 0 ? [PASSKEY_ACR] : []),
            ...(company ? [FEDERATED_ACR, ...companyAcrs] : []),
        ];
    }
};
ReachableAcrs = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInWaysStore,
        SecondFactors])
], ReachableAcrs);
export { ReachableAcrs };
//# sourceMappingURL=reachable-acrs.js.map