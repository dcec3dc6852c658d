import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';

/** By what a client that registered itself looks after its registration: a registration access token (RFC 7592 §1.2). */
@Entity('client_registrations')
export class ClientRegistration {
  @PrimaryColumn('text')
  @ForeignKey(() => Client, 'clientId', { name: 'client_registrations_client', onDelete: 'CASCADE' })
  clientId!: string;

  /** Keyed hash of its text. */
  @Column('text')
  tokenHash!: string;

  @Column('timestamptz')
  rotatedAt!: Date;
}
