import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { Clock } from '../kernel/clock.js';
import { Secrets } from '../settings/secrets.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { KeyState, SigningKey } from './signing-key.entity.js';
import { SigningPair } from './signing-pair.js';

const generate = promisify(generateKeyPair);

/** A stored key that this process cannot open. */
export class KeyNotOpened extends Error {
  /** The operator's to cure: told without a stack. */
  readonly expected = true;

  constructor(kid: string, cause: unknown) {
    super(
      `Signing key ${kid} cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY. ` +
        'Start with the one that was in use when the key was made (without the setting, it lies in DATA_DIR/secrets).',
      { cause },
    );
  }
}

/** Makes keys, and seals and opens their private parts. */
@Injectable()
export class KeyForge {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** A fresh key as a row that is not stored yet. */
  async make(algorithm: SigningAlgorithm, state: KeyState): Promise<SigningKey> {
    const { publicKey, privateKey } = await keyPair(algorithm);
    const kid = await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));
    const now = new Date(this.clock.now());
    return {
      kid,
      algorithm,
      state,
      publicJwk: publicJwk(kid, algorithm, publicKey),
      sealedPrivateKey: this.secrets.box.seal(sealName(kid), privateKey.export({ format: 'der', type: 'pkcs8' })),
      createdAt: now,
      activatedAt: state === 'active' ? now : null,
      retiredAt: null,
    };
  }

  /**
   * The usable key of a row. Its public part is derived from the sealed one, not read from `public_jwk`: whoever can
   * write to the table, but does not have the key-encryption key, cannot add a key that we would trust.
   * @throws KeyNotOpened
   */
  open(row: SigningKey): SigningPair {
    const privateKey = createPrivateKey({ key: this.unseal(row), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey);
    const jwk = publicJwk(row.kid, row.algorithm, publicKey);
    return new SigningPair(row.kid, row.algorithm, privateKey, jwk, publicKey);
  }

  private unseal(row: SigningKey): Buffer {
    try {
      return this.secrets.box.open(sealName(row.kid), row.sealedPrivateKey);
    } catch (cause) {
      throw new KeyNotOpened(row.kid, cause);
    }
  }
}

function sealName(kid: string): string {
  return `signing-key:${kid}`;
}

/** Ed25519 keys are named EdDSA in JOSE (RFC 8037 §3.1); 2048 bits is the least for RS256 (RFC 7518 §3.3). */
function keyPair(algorithm: SigningAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (algorithm === 'ES256') return generate('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generate('ed25519');
  return generate('rsa', { modulusLength: 2048 });
}

/** Each member by name, so that no private one can slip through (RFC 7518 §6, RFC 8037 §2). */
function publicJwk(kid: string, alg: SigningAlgorithm, publicKey: KeyObject): JWK {
  const { kty, crv, x, y, n, e } = publicKey.export({ format: 'jwk' }) as JWK;
  const members = { EC: { crv, x, y }, OKP: { crv, x }, RSA: { n, e } }[kty as 'EC' | 'OKP' | 'RSA'];
  return { kid, kty, alg, use: 'sig', ...members };
}
