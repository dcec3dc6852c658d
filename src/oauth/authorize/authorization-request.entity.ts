import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Client } from '../../identity/clients/client.entity.js';
import type { AuthorizationParameters } from './authorization-parameters.js';

/** A validated authorization request: sign-in and consent refer to it alone, never to the URL that it came by. */
@Entity('authorization_requests')
@Index('authorization_requests_client_id', ['clientId'])
@Index('authorization_requests_expires_at', ['expiresAt'])
export class AuthorizationRequest {
  /** Keyed hash of its id. */
  @PrimaryColumn('text')
  hash!: string;

  @ForeignKey(() => Client, 'clientId', { name: 'authorization_requests_client', onDelete: 'CASCADE' })
  @Column('text')
  clientId!: string;

  @Column('jsonb')
  parameters!: AuthorizationParameters;

  /** Begun with it: consent, code and session are part of it. */
  @Column('uuid')
  txn!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  /** When a browser came with it; a pushed one waits until then. */
  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  /** Keyed hash of the browser's cookie: nobody else may finish it. */
  @Column('text', { nullable: true })
  browser!: string | null;

  /** Digest of what a person agreed to in this very request. */
  @Column('text', { nullable: true })
  consented!: string | null;

  /** It is answered once (RFC 9126 §4). */
  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;
}
