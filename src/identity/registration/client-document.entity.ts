import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';

/** When the metadata document of a client was fetched last, and until when it is not asked for again. */
@Entity('client_documents')
export class ClientDocument {
  @PrimaryColumn('text')
  @ForeignKey(() => Client, 'clientId', { name: 'client_documents_client', onDelete: 'CASCADE' })
  clientId!: string;

  @Column('timestamptz')
  fetchedAt!: Date;

  @Column('timestamptz')
  freshUntil!: Date;
}
