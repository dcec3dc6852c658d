import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: how often rules were changed. */
@Entity('policy_state')
@Check('policy_state_one', `id = 1`)
export class PolicyState {
  @PrimaryColumn('smallint')
  id!: number;

  @Column('bigint')
  version!: string;
}
