import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

export type Status = 'active' | 'inactive';

/** A person. */
@Entity('users')
@Unique('users_email', ['email'])
@Check('users_status', `status IN ('active', 'inactive')`)
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case: one mailbox is one person, however it is typed. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  /** Scopes of the user tier that this person holds. */
  @Column('text', { array: true })
  roles!: string[];

  /** Groups that rules may name; they give no right by themselves. */
  @Column('text', { array: true })
  groups!: string[];

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
