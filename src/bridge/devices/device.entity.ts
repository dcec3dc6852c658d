import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../identity/users/user.entity.js';
import type { Confirmation } from '../../kernel/token-binding.js';

/** A program on a person's machine that acts for them. Whether it still may is in its session. */
@Entity('devices')
@Index('devices_user_id', ['userId'])
@Index('devices_expires_at', ['expiresAt'])
@Index('devices_jkt', ['jkt'], { where: 'jkt IS NOT NULL' })
@Index('devices_certificate', ['certificate'], { where: 'certificate IS NOT NULL' })
export class Device {
  /** `act.sub` of its tokens. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => User, { name: 'devices_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  /** Everything that the device opens comes from it, and ends with it. */
  @Column('uuid')
  sessionId!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  /** Thumbprint of the key by which it renews its tokens (RFC 7638). */
  @Column('text', { nullable: true })
  jkt!: string | null;

  /** The same of a TLS certificate, SHA-256 of its DER. */
  @Column('text', { nullable: true })
  certificate!: string | null;

  /** Null while an administrator has not let it in. */
  @Column('timestamptz', { nullable: true })
  approvedAt!: Date | null;

  /** Keyed hash of the address from which it came first. */
  @Column('text')
  origin!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  /** When it last got a token. */
  @Column('timestamptz')
  lastSeenAt!: Date;
}

/** What a device shows of itself in every request. */
export type DeviceKey = Pick<Confirmation, 'jkt' | 'x5t#S256'>;
