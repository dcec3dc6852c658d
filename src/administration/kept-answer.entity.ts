import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of a request that may come again (`Idempotency-Key`). */
@Entity('kept_answers')
@Index('kept_answers_expires_at', ['expiresAt'])
export class KeptAnswerRow {
  /** Keyed hash of whose key it is, and of the key. */
  @PrimaryColumn('text')
  hash!: string;

  /** Who carries it out: of several who wanted to, the one. */
  @Column('uuid')
  claim!: string;

  /** Keyed hash of what was asked: bodies have secrets in them. */
  @Column('text')
  asked!: string;

  /** Whether a transaction has carried it out. */
  @Column('boolean')
  done!: boolean;

  /** Sealed, for some answers show a secret; null until there is one. */
  @Column('bytea', { nullable: true })
  answer!: Buffer | null;

  /** Whoever has not done it by then has died. */
  @Column('timestamptz')
  leasedUntil!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
