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
import { keysOf, signatureFault } from '../../kernel/jws-signature.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
/** Verifies signatures with the keys of the issuer that a token names, and with nobody else's. */
let IssuerKeys = class IssuerKeys {
    remote;
    constructor(remote) {
        this.remote = remote;
    }
    /**
     * What is wrong with the signature, or null. The algorithm must be one of the issuer's, and the key of its kind.
     * That the keys cannot be had is wrong too: nothing is let in unverified.
     */
    async fault(token, { jwksUri, jwks, algorithms }) {
        try {
            const keys = jwks === null ? this.remote.of(jwksUri ?? '') : keysOf(jwks);
            return await signatureFault(token, keys, algorithms);
        }
        catch (error) {
            if (error instanceof FetchRefused)
                return `the keys cannot be had: ${error.message}`;
            throw error;
        }
    }
};
IssuerKeys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RemoteKeys])
], IssuerKeys);
export { IssuerKeys };
//# sourceMappingURL=issuer-keys.js.map