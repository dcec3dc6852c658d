import type { JWK } from 'jose';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** next: published, not yet signing; active: signing; retired: published until its last token has expired. */
export type KeyState = 'next' | 'active' | 'retired';

/** One key of the ring. At most one is next and one active for each algorithm. */
@Entity('signing_keys')
@Index('signing_keys_one', ['algorithm', 'state'], { unique: true, where: `state <> 'retired'` })
@Check('signing_keys_state', `state IN ('next', 'active', 'retired')`)
@Check('signing_keys_algorithm', `algorithm IN ('ES256', 'EdDSA', 'RS256')`)
export class SigningKey {
  /** RFC 7638 thumbprint. */
  @PrimaryColumn('text')
  kid!: string;

  @Column('text')
  algorithm!: SigningAlgorithm;

  @Column('text')
  state!: KeyState;

  @Column('jsonb')
  publicJwk!: JWK;

  /** PKCS#8, sealed under the key-encryption key. */
  @Column('bytea')
  sealedPrivateKey!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  activatedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  retiredAt!: Date | null;
}
