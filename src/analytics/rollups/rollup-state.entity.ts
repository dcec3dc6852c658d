import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When everything of a source that was there was counted last. */
@Entity('rollup_states')
export class RollupState {
  @PrimaryColumn('text')
  source!: string;

  @Column('timestamptz')
  since!: Date;
}
