var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { JwksController } from './jwks.controller.js';
import { KeyForge } from './key-forge.js';
import { KeyList } from './key-list.js';
import { KeyRing } from './key-ring.contract.js';
import { KeyRotation } from './key-rotation.js';
import { KeyRotationJob } from './key-rotation.job.js';
import { KeysAdminController } from './keys.admin.controller.js';
import { SigningKeyStore } from './signing-key.store.js';
import { StoredKeyRing } from './stored-key-ring.js';
/**
 * Owns the signing keys: making, sealing, rotating and forgetting them, the JWK Set, and signatures.
 * Knows nothing of claims: whoever mints a token says what is in it, through KeyRing.
 * Asks Secrets for the key-encryption key, and Evidence to record each rotation.
 */
let KeysModule = class KeysModule {
};
KeysModule = __decorate([
    Global(),
    Module({
        controllers: [JwksController, KeysAdminController],
        providers: [
            SigningKeyStore,
            KeyForge,
            StoredKeyRing,
            { provide: KeyRing, useExisting: StoredKeyRing },
            KeyRotation,
            KeyRotationJob,
            KeyList,
        ],
        exports: [KeyRing],
    })
], KeysModule);
export { KeysModule };
//# sourceMappingURL=keys.module.js.map