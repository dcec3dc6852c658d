import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** What a person shares with an authenticator app (RFC 6238), asked for besides the password. */
@Entity('second_factors')
export class SecondFactor {
  @ForeignKey(() => User, { name: 'second_factors_user', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId!: string;

  @Column('bytea')
  sealedSecret!: Buffer;

  /** Step of time of the latest code that was accepted: neither it nor an earlier one is accepted again. */
  @Column('integer')
  lastUsedStep!: number;

  @Column('timestamptz')
  createdAt!: Date;
}
