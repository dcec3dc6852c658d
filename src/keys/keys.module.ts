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
@Global()
@Module({
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
export class KeysModule {}
