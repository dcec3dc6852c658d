import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../identity/users/user.entity.js';

/** A code that a device exchanges once for a session of the person whom it was made for. */
@Entity('bridge_codes')
@Index('bridge_codes_user_id', ['userId'])
@Index('bridge_codes_expires_at', ['expiresAt'])
export class BridgeCode {
  /** Keyed hash of the code. */
  @PrimaryColumn('text')
  hash!: string;

  @ForeignKey(() => User, { name: 'bridge_codes_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  @Column('text', { nullable: true })
  deviceName!: string | null;

  /** SHA-256 of what only the program knows that asked for it (RFC 7636 §4.2); null for one that a person carries. */
  @Column('text', { nullable: true })
  challenge!: string | null;

  /** The transaction in which it was made, and that it begins a device in. */
  @Column('uuid')
  txn!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
