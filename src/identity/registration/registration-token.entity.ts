import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** An initial access token: whoever has it may register clients (RFC 7591 §1.2). */
@Entity('registration_tokens')
@Index('registration_tokens_hash', ['hash'], { unique: true })
@Index('registration_tokens_expires_at', ['expiresAt'])
export class RegistrationToken {
  @PrimaryColumn('uuid')
  id!: string;

  /** Keyed hash of its text. */
  @Column('text')
  hash!: string;

  /** What it is for, in an administrator's words. */
  @Column('text')
  name!: string;

  /** Who answers for the clients; null for nobody. */
  @ForeignKey(() => User, { name: 'registration_tokens_owner', onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  /** How many more clients it registers. */
  @Column('integer')
  usesLeft!: number;

  /** When it registered a client last. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
