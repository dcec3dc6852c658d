import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was known of all chains at a moment, signed. Append-only, as evidence is. */
@Entity('audit_checkpoints')
export class Checkpoint {
  /** From 1, without gaps. */
  @PrimaryColumn('bigint')
  number!: string;

  @Column('timestamptz')
  at!: Date;

  /** Of {@link CheckpointClaims}, compact (RFC 7515 §7.1). */
  @Column('text')
  jws!: string;
}
