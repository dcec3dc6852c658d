import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { User } from '../users/user.entity.js';

/** What a person allowed a client to do at one resource. */
@Entity('consents')
@Unique('consents_one', ['userId', 'clientId', 'resource'])
@Index('consents_client_id', ['clientId'])
export class Consent {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => User, { name: 'consents_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  @ForeignKey(() => Client, 'clientId', { name: 'consents_client', onDelete: 'CASCADE' })
  @Column('text')
  clientId!: string;

  @Column('text')
  resource!: string;

  @Column('text', { array: true })
  scope!: string[];

  /** Of what the person was shown about the client: when it differs, the person is asked again. */
  @Column('text')
  clientFingerprint!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
