import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Decision } from '../audit-event.entity.js';

export const RECEIVER_KINDS = ['webhook', 'syslog'] as const;
export type ReceiverKind = (typeof RECEIVER_KINDS)[number];

/** `suspended`: it did not take what it was sent for so long that nobody tries any more. */
export type ReceiverStatus = 'active' | 'inactive' | 'suspended';

/** Somebody to whom evidence is sent, and how far it was. */
@Entity('evidence_receivers')
@Unique('evidence_receivers_name', ['name'])
@Check('evidence_receivers_kind', `kind IN ('webhook', 'syslog')`)
@Check('evidence_receivers_status', `status IN ('active', 'inactive', 'suspended')`)
@Check('evidence_receivers_signed', `(kind = 'webhook') = (sealed_secret IS NOT NULL)`)
@Check('evidence_receivers_leased', `(lease IS NULL) = (leased_until IS NULL)`)
export class EvidenceReceiver {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: ReceiverKind;

  @Column('text')
  url!: string;

  /** What it is sent, such as `token.issued` or `gate.*`; empty for everything. */
  @Column('text', { array: true })
  kinds!: string[];

  /** Empty for all. */
  @Column('text', { array: true })
  decisions!: Decision[];

  @Column('text')
  status!: ReceiverStatus;

  /** By which a webhook is signed, under the key-encryption key. */
  @Column('bytea', { nullable: true })
  sealedSecret!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  secretSetAt!: Date | null;

  /** The last checkpoint of which it has everything. */
  @Column('bigint')
  checkpoint!: string;

  /** The last receipt that it has of the next checkpoint, by id; null when it has none of them. */
  @Column('uuid', { nullable: true })
  after!: string | null;

  /** Tries in a row that failed. */
  @Column('integer')
  attempts!: number;

  /** Nobody tries again before then. */
  @Column('timestamptz')
  nextAt!: Date;

  /** Whose turn it is, until when. */
  @Column('uuid', { nullable: true })
  lease!: string | null;

  @Column('timestamptz', { nullable: true })
  leasedUntil!: Date | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { nullable: true })
  deliveredAt!: Date | null;

  /** How many receipts it took. */
  @Column('bigint')
  delivered!: string;

  /** How many were gone from the database before they could be sent. */
  @Column('bigint')
  missing!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
