import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SecondFactor } from './second-factor.entity.js';

/** A code that stands in, once, for one of an app that was lost; gone when it is used. */
@Entity('recovery_codes')
@Index('recovery_codes_user_id', ['userId'])
export class RecoveryCode {
  /** Keyed hash of the code and whose it is. */
  @PrimaryColumn('text')
  hash!: string;

  @ForeignKey(() => SecondFactor, { name: 'recovery_codes_second_factor', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;
}
