import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SecondFactor } from './second-factor.entity.js';

/** A sign-in whose password was right, and whose second factor is asked for; gone when it is done. */
@Entity('pending_sign_ins')
@Index('pending_sign_ins_user_id', ['userId'])
@Index('pending_sign_ins_expires_at', ['expiresAt'])
export class PendingSignIn {
  /** Keyed hash of the handle in the form. */
  @PrimaryColumn('text')
  hash!: string;

  /** Keyed hash of the secret of the browser at which it was begun. */
  @Column('text')
  browserHash!: string;

  @ForeignKey(() => SecondFactor, { name: 'pending_sign_ins_second_factor', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  /** Keyed hash of the hash of the password that was right. */
  @Column('text')
  proof!: string;

  /** Codes that were looked at. */
  @Column('integer')
  attempts!: number;

  @Column('timestamptz')
  expiresAt!: Date;
}
