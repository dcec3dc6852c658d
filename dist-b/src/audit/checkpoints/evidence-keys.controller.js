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
import { Anyone } from '../../http/access.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { CheckpointStore } from './checkpoint.store.js';
/**
 * The public keys of all checkpoints there are, also of those that sign no more, and of those to come (RFC 7517 §5).
 * Whoever verifies must have a key before anybody could have put another in its place.
 */
let EvidenceKeysController = class EvidenceKeysController {
    store;
    ring;
    settings;
    constructor(store, ring, settings) {
        this.store = store;
        this.ring = ring;
        this.settings = settings;
    }
    async jwks(response) {
        const signed = await this.store.keys();
        const known = new Set(signed.map(({ kid }) => kid));
        const ahead = this.ring.jwks().keys.filter(({ kid, alg }) => alg === this.settings.SIGNING_ALG && !known.has(kid));
        const body = JSON.stringify({ keys: [...signed, ...ahead] });
        response.setHeader('content-type', 'application/jwk-set+json');
        response.setHeader('access-control-allow-origin', '*');
        response.end(body);
    }
};
__decorate([
    Get(),
    __param(0, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], EvidenceKeysController.prototype, "jwks", null);
EvidenceKeysController = __decorate([
    Controller('.well-known/evidence-jwks.json'),
    Anyone(),
    __metadata("design:paramtypes", [CheckpointStore,
        KeyRing,
        Settings])
], EvidenceKeysController);
export { EvidenceKeysController };
//# sourceMappingURL=evidence-keys.controller.js.map