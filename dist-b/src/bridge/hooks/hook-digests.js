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
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { canonicalJson } from './canonical-json.rules.js';
/** Keyed hashes of what hooks send: equal values have equal ones, and nobody can guess a value by its hash. */
let HookDigests = class HookDigests {
    pepper;
    constructor(secrets) {
        this.pepper = secrets.key('hook-call');
    }
    of(value) {
        return keyedHash(this.pepper, canonicalJson(value)).toString('base64url');
    }
};
HookDigests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets])
], HookDigests);
export { HookDigests };
//# sourceMappingURL=hook-digests.js.map