import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A piece of time whose evidence was dropped, past its retention. The owner alone adds to it; append-only. */
@Entity('audit_seals')
export class AuditSeal {
  @PrimaryColumn('timestamptz')
  begins!: Date;

  @Column('timestamptz')
  ends!: Date;

  @Column('timestamptz')
  at!: Date;

  @Column('bigint')
  receipts!: string;

  /** Rows that were older than the chains. */
  @Column('bigint')
  unchained!: string;

  /** The last one that took in any of it; null when it took in none. */
  @Column('bigint', { nullable: true })
  checkpoint!: string | null;

  /** SHA-256 of that checkpoint as it was signed. */
  @Column('bytea', { nullable: true })
  digest!: Buffer | null;
}
