import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An identifier that may be used once, such as the `jti` of an assertion; kept until it has expired. */
@Entity('spent_ids')
@Index('spent_ids_expires_at', ['expiresAt'])
export class SpentId {
  /** Keyed hash of what it was for, whose it is, and the identifier. */
  @PrimaryColumn('text')
  hash!: string;

  @Column('timestamptz')
  expiresAt!: Date;
}
