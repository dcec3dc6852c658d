import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Client } from './client.entity.js';

/** One of at most two secrets that a client has at a time: the unique slot makes a third impossible. */
@Entity('client_secrets')
@Unique('client_secrets_slot', ['clientId', 'slot'])
@Index('client_secrets_expires_at', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
@Check('client_secrets_two', 'slot IN (1, 2)')
export class ClientSecret {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Client, 'clientId', { name: 'client_secrets_client', onDelete: 'CASCADE' })
  @Column('text')
  clientId!: string;

  @Column('smallint')
  slot!: number;

  /** A few bits of a keyed hash, which tell the two secrets apart before the slow check. */
  @Column('text')
  tag!: string;

  /** bcrypt of the keyed hash of the secret. */
  @Column('text')
  hash!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** When one that was replaced ends; null for one that is good until it is deleted. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  /** To the hour. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;
}
