import type { JWK } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A public key by which checkpoints were signed: kept when the key ring has long forgotten it. Append-only. */
@Entity('audit_keys')
export class AuditKey {
  @PrimaryColumn('text')
  kid!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('jsonb')
  jwk!: JWK;
}
