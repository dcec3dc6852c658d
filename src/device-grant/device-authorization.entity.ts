import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Client } from '../identity/clients/client.entity.js';

/** What became of a program's wish: nobody has answered it, or somebody has. */
export type DeviceAuthorizationStatus = 'waiting' | 'allowed' | 'denied';

/**
 * A program without a browser that waits for somebody to let it act for them (RFC 8628). It is nobody's until then; from
 * then on its device code is a code as its kind has them: of the person's bridge, or of the OAuth client.
 */
@Entity('device_authorizations')
@Check('device_authorizations_status', `status IN ('waiting', 'allowed', 'denied')`)
@Index('device_authorizations_user_code', ['userCodeHash'], { unique: true })
@Index('device_authorizations_expires_at', ['expiresAt'])
@Index('device_authorizations_client_id', ['clientId'])
export class DeviceAuthorization {
  /** Keyed hash of the device code, as of every code of its kind. */
  @PrimaryColumn('text')
  hash!: string;

  /** Keyed hash of what the person types. */
  @Column('text')
  userCodeHash!: string;

  /** The OAuth client that waits; null for a program that would become a device. */
  @ForeignKey(() => Client, 'clientId', { name: 'device_authorizations_client', onDelete: 'CASCADE' })
  @Column('text', { nullable: true })
  clientId!: string | null;

  /** What an OAuth client asks for; whoever wrote it reads it. */
  @Column('jsonb', { nullable: true })
  asked!: object | null;

  /** Who entered the user code first: nobody else may answer. */
  @Column('uuid', { nullable: true })
  claimedBy!: string | null;

  /** When they first did: what gives much takes a sign-in since then. */
  @Column('timestamptz', { nullable: true })
  claimedAt!: Date | null;

  /** What the program calls the device; anybody could have written it. */
  @Column('text', { nullable: true })
  deviceName!: string | null;

  /** Begun with it: consent, code and session are part of it. */
  @Column('uuid')
  txn!: string;

  /** From which it was asked: for the person who decides, and forgotten with the row. */
  @Column('text')
  address!: string;

  @Column('text')
  status!: DeviceAuthorizationStatus;

  /** Seconds between two questions of the program; longer after each that came too soon (RFC 8628 §3.5). */
  @Column('integer')
  intervalSeconds!: number;

  @Column('timestamptz', { nullable: true })
  polledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
