import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { CHECKPOINT_TYPE, type CheckpointClaims } from '../checkpoints/checkpoint.rules.js';
import { SIGNING_ALGORITHMS } from '../../keys/key-ring.contract.js';
import { Broken, Unreadable } from './broken.js';

/** Tells whether checkpoints were signed by one of the given keys. */
export class CheckpointSignatures {
  private readonly keys: ReturnType<typeof createLocalJWKSet>;

  /** @throws Unreadable when it is no JWK Set (RFC 7517 §5) */
  constructor(jwks: unknown) {
    try {
      this.keys = createLocalJWKSet(jwks as JSONWebKeySet);
    } catch {
      throw new Unreadable('the keys are no JWK Set');
    }
  }

  /** @throws Broken */
  async claims(jws: string): Promise<CheckpointClaims> {
    try {
      const { payload, protectedHeader } = await compactVerify(jws, this.keys, { algorithms: [...SIGNING_ALGORITHMS] });
      if (protectedHeader.typ !== CHECKPOINT_TYPE) throw new Broken('a token of another type stands for a checkpoint');
      return JSON.parse(new TextDecoder().decode(payload)) as CheckpointClaims;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey)
        throw new Broken('a checkpoint is signed by a key that is not given');
      if (error instanceof errors.JOSEError) throw new Broken('a checkpoint is not what was signed');
      throw error;
    }
  }
}
