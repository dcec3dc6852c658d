import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '../devices/device.entity.js';

/** What a host told of itself last, one row for each of its sessions. Nothing here is proved: it is a hint for people. */
@Entity('device_heartbeats')
@Index('device_heartbeats_device_id', ['deviceId'])
@Index('device_heartbeats_expires_at', ['expiresAt'])
export class DeviceHeartbeat {
  @PrimaryColumn('uuid')
  sessionId!: string;

  @ForeignKey(() => Device, { name: 'device_heartbeats_device', onDelete: 'CASCADE' })
  @Column('uuid')
  deviceId!: string;

  /** When the session told of itself first. */
  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz')
  lastHeartbeatAt!: Date;

  /** When somebody last used the host, by its own clock. */
  @Column('timestamptz', { nullable: true })
  lastActivityAt!: Date | null;

  @Column('text')
  bridgeVersion!: string;

  @Column('text')
  os!: string;

  @Column('text')
  hostname!: string;

  /** Calls that the host passed on since its session began; tokens of language models likewise. */
  @Column('bigint')
  forwardedTotal!: string;

  @Column('bigint')
  tokensInTotal!: string;

  @Column('bigint')
  tokensOutTotal!: string;

  /** Where it came from: keyed hash of the address, or the address by setting ANALYTICS_ORIGIN. */
  @Column('text')
  address!: string;

  /** End of the session, as it was at the last heartbeat. It seldom changes, and so costs its index little. */
  @Column('timestamptz')
  expiresAt!: Date;
}
