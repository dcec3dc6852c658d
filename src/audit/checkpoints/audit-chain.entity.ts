import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a chain is in checkpoints. A note for whoever makes the next one: what counts is what was signed. */
@Entity('audit_chains')
export class AuditChain {
  @PrimaryColumn('uuid')
  writer!: string;

  @Column('bigint')
  seq!: string;

  @Column('bytea')
  hash!: Buffer;
}
