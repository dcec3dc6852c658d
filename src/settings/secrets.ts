import { Injectable } from '@nestjs/common';
import { purposeKey } from '../kernel/one-time-secret.js';
import { SealedBox } from '../kernel/sealed-box.js';
import { generatedSecret } from './generated-secrets.js';
import { Settings } from './settings.js';

/** The two secrets that are not in the database: the one that seals, and the one under which is hashed. */
@Injectable()
export class Secrets {
  /** Seals what must be read again: private keys, upstream credentials. */
  readonly box: SealedBox;
  /** Seals what clients keep for us and bring back. */
  readonly handles: SealedBox;
  /** Seals what people share with their authenticator apps. */
  readonly factors: SealedBox;
  private readonly pepper: string;

  constructor(settings: Settings) {
    const keyEncryptionKey = settings.KEY_ENCRYPTION_KEY ?? generatedSecret(settings.DATA_DIR, 'key-encryption-key');
    this.box = new SealedBox(keyEncryptionKey);
    this.handles = new SealedBox(keyEncryptionKey, 'handle');
    this.factors = new SealedBox(keyEncryptionKey, 'second-factor');
    this.pepper = settings.TOKEN_PEPPER ?? generatedSecret(settings.DATA_DIR, 'token-pepper');
  }

  /** Key for hashing what is only ever compared; one for each purpose. */
  key(purpose: string): Buffer {
    return purposeKey(this.pepper, purpose);
  }
}
