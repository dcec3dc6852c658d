import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What is known of a fingerprint, which anybody may claim: a signal, by which nothing is decided. */
@Entity('fingerprint_reputation')
@Check('fingerprint_reputation_score', 'score BETWEEN 0 AND 100')
export class FingerprintReputation {
  @PrimaryColumn('text')
  fingerprint!: string;

  /** From 0 (bad) to 100; 50 when nothing speaks for or against it. */
  @Column('smallint')
  score!: number;

  /** Points by name of the signal. */
  @Column('jsonb')
  signals!: Readonly<Record<string, number>>;

  @Column('integer')
  requests!: number;

  @Column('integer')
  sessions!: number;

  @Column('integer')
  networks!: number;

  @Column('timestamptz')
  scoredAt!: Date;
}
