import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A key by which a script acts for its owner. Whether it may still act is in its session. */
@Entity('access_keys')
@Index('access_keys_user_id', ['userId'])
@Index('access_keys_expires_at', ['expiresAt'])
export class AccessKey {
  /** Stands in the key's text, so that the row is found without looking for a secret. */
  @PrimaryColumn('uuid')
  id!: string;

  /** The owner. */
  @ForeignKey(() => User, { name: 'access_keys_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  @Column('uuid')
  sessionId!: string;

  /** Keyed hash of the key's whole text. */
  @Column('text')
  hash!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  scope!: string[];

  /** Resource identifiers of the upstreams that it opens; null for any. */
  @Column('text', { array: true, nullable: true })
  resources!: string[] | null;

  /** Addresses and CIDR ranges from which it is accepted; none for anywhere. */
  @Column('text', { array: true })
  addresses!: string[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  /** To the minute. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;
}
