import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** The hash of a person's password: argon2id, or bcrypt that was imported and not used since. */
@Entity('passwords')
export class Password {
  @ForeignKey(() => User, { name: 'passwords_user', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId!: string;

  /** PHC string, or bcrypt's modular crypt format. */
  @Column('text')
  hash!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
