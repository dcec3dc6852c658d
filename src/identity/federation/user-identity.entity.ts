import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';

/** As whom another issuer knows one of our people. */
@Entity('user_identities')
@Unique('user_identities_one', ['issuer', 'tenant', 'subject'])
@Index('user_identities_user_id', ['userId'])
export class UserIdentity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => User, { name: 'user_identities_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  @Column('text')
  issuer!: string;

  /** Empty for an issuer that has one tenant: a subject is unique within its tenant alone. */
  @Column('text')
  tenant!: string;

  @Column('text')
  subject!: string;

  /** Roles that the person has by a sign-in provider's mapping alone: it takes them again. */
  @Column('text', { array: true, default: '{}' })
  grantedRoles!: string[];

  @Column('timestamptz')
  createdAt!: Date;
}
