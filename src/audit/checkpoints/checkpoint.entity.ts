import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What was known of all chains at a moment, signed. Append-only, as evidence is. */
@Entity('audit_checkpoints')
@Index('audit_checkpoints_at', ['at'])
export class Checkpoint {
  /** From 1, without gaps. */
  @PrimaryColumn('bigint')
  number!: string;

  @Column('timestamptz')
  at!: Date;

  /** Of {@link CheckpointClaims}, compact (RFC 7515 §7.1). */
  @Column('text')
  jws!: string;

  /** By the clock of the database, which says so itself; what is sealed is as old by both. */
  @Column('timestamptz', { default: () => 'now()' })
  writtenAt?: Date;
}
