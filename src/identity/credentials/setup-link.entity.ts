import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A link by which a person sets a password, once. */
@Entity('setup_links')
@Index('setup_links_user_id', ['userId'])
export class SetupLink {
  /** Keyed hash of the token in the link. */
  @PrimaryColumn('text')
  hash!: string;

  @ForeignKey(() => User, { name: 'setup_links_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
