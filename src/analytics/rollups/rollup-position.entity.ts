import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a chain of evidence is counted. */
@Entity('rollup_positions')
export class RollupPosition {
  @PrimaryColumn('uuid')
  writer!: string;

  @Column('bigint')
  seq!: string;

  /** Newest receipt of it that was counted: when that is long past, nothing of the chain is looked at any more. */
  @Column('uuid')
  newest!: string;
}
