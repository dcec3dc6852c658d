import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of a program's wish: nobody has answered it, or somebody has. */
export type DeviceAuthorizationStatus = 'waiting' | 'allowed' | 'denied';

/**
 * A program without a browser that waits for somebody to let it act for them (RFC 8628). It is nobody's until then; from
 * then on its device code is one of that person's codes.
 */
@Entity('device_authorizations')
@Check('device_authorizations_status', `status IN ('waiting', 'allowed', 'denied')`)
@Index('device_authorizations_user_code', ['userCodeHash'], { unique: true })
@Index('device_authorizations_expires_at', ['expiresAt'])
export class DeviceAuthorization {
  /** Keyed hash of the device code, as of every code of a device. */
  @PrimaryColumn('text')
  hash!: string;

  /** Keyed hash of what the person types. */
  @Column('text')
  userCodeHash!: string;

  /** What the program calls the device; anybody could have written it. */
  @Column('text', { nullable: true })
  deviceName!: string | null;

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
