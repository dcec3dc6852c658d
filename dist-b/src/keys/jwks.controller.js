var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Get, Res } from '@nestjs/common';
import { Anyone } from '../http/access.js';
import { KeyRing } from './key-ring.contract.js';
import { JWKS_SECONDS } from './rotation.rules.js';
/**
 * The public keys (RFC 7517 §5), for every verifier, pages in a browser included. Hosts of devices find the same document
 * beside the manifest that they verify with it: what signs tokens signs manifests.
 */
let JwksController = class JwksController {
    ring;
    constructor(ring) {
        this.ring = ring;
    }
    jwks(response) {
        const body = JSON.stringify(this.ring.jwks());
        // Not through Express, which would add a charset that the type does not have (RFC 7517 §8.5.2).
        response.setHeader('content-type', 'application/jwk-set+json');
        response.setHeader('cache-control', `public, max-age=${JWKS_SECONDS}`);
        response.setHeader('access-control-allow-origin', '*');
        response.end(body);
    }
};
__decorate([
    Get(),
    __param(0, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], JwksController.prototype, "jwks", null);
JwksController = __decorate([
    Controller(['oauth/jwks', 'api/v1/bridge/pubkey']),
    Anyone(),
    __metadata("design:paramtypes", [KeyRing])
], JwksController);
export { JwksController };
//# sourceMappingURL=jwks.controller.js.map