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
import { purposeKey } from '../kernel/one-time-secret.js';
import { SealedBox } from '../kernel/sealed-box.js';
import { generatedSecret } from './generated-secrets.js';
import { Settings } from './settings.js';
/** The two secrets that are not in the database: the one that seals, and the one under which is hashed. */
let Secrets = class Secrets {
    /** Seals what must be read again: private keys, upstream credentials. */
    box;
    /** Seals what clients keep for us and bring back. */
    handles;
    /** Seals what people share with their authenticator apps. */
    factors;
    pepper;
    constructor(settings) {
        const keyEncryptionKey = settings.KEY_ENCRYPTION_KEY ?? generatedSecret(settings.DATA_DIR, 'key-encryption-key');
        this.box = new SealedBox(keyEncryptionKey);
        this.handles = new SealedBox(keyEncryptionKey, 'handle');
        this.factors = new SealedBox(keyEncryptionKey, 'second-factor');
        this.pepper = settings.TOKEN_PEPPER ?? generatedSecret(settings.DATA_DIR, 'token-pepper');
    }
    /** Key for hashing what is only ever compared; one for each purpose. */
    key(purpose) {
        return purposeKey(this.pepper, purpose);
    }
};
Secrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], Secrets);
export { Secrets };
//# sourceMappingURL=secrets.js.map