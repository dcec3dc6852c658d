import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SigningAlgorithm } from '../../keys/key-ring.contract.js';
import { type Status, User } from '../users/user.entity.js';

export const CLIENT_KINDS = ['agent', 'application', 'service'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];
/** Whom a client_credentials token names in `sub`. */
export type ClientSubject = 'owner' | 'client';
/** Methods of client authentication that are offered (RFC 6749 §2.3.1); `none` is a public client's (§2.1). */
export const CLIENT_AUTHENTICATION = ['client_secret_basic', 'client_secret_post', 'none'] as const;
export type ClientAuthentication = (typeof CLIENT_AUTHENTICATION)[number];

/** An OAuth client: an agent, an application or a service that a person owns. */
@Entity('clients')
@Unique('clients_client_id', ['clientId'])
@Index('clients_owner', ['ownerId'])
@Check('clients_kind', `kind IN ('agent', 'application', 'service')`)
@Check('clients_subject', `subject IN ('owner', 'client')`)
@Check('clients_status', `status IN ('active', 'inactive')`)
export class Client {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  clientId!: string;

  @Column('text')
  clientName!: string;

  @Column('text')
  kind!: ClientKind;

  /** Null when the owner was deleted: such a client gets no token. */
  @ForeignKey(() => User, { name: 'clients_owner_id', onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('text', { array: true })
  grantTypes!: string[];

  @Column('text', { array: true })
  scope!: string[];

  @Column('text')
  tokenEndpointAuthMethod!: ClientAuthentication;

  /** Resources it may name; null means any registered upstream. */
  @Column('text', { array: true, nullable: true })
  resources!: string[] | null;

  /** Audiences that are no resource, such as `hook`. */
  @Column('text', { array: true })
  audiences!: string[];

  /** Audience of a token that was asked for without one; null means the issuer. */
  @Column('text', { nullable: true })
  defaultAudience!: string | null;

  @Column('text', { array: true })
  pluginIds!: string[];

  @Column('text')
  subject!: ClientSubject;

  @Column('text', { nullable: true })
  purpose!: string | null;

  /** Its home page: the consent page shows the host. */
  @Column('text', { nullable: true })
  clientUri!: string | null;

  /** Compared as strings, but for the port of a loopback address (OAuth 2.1 §2.3.1). */
  @Column('text', { array: true })
  redirectUris!: string[];

  @Column('text', { array: true })
  postLogoutRedirectUris!: string[];

  /** Whether it is the company's own, so that nobody is asked for consent. */
  @Column('boolean')
  firstParty!: boolean;

  /** Whether its authorization requests must be pushed (RFC 9126 §6). */
  @Column('boolean')
  requirePushedAuthorizationRequests!: boolean;

  /** Resources of which it is the server: it may introspect their tokens (RFC 7662 §2.1). */
  @Column('text', { array: true })
  introspects!: string[];

  @Column('text')
  idTokenSignedResponseAlg!: SigningAlgorithm;

  @Column('text')
  introspectionSignedResponseAlg!: SigningAlgorithm;

  /** Null for a plain JSON answer. */
  @Column('text', { nullable: true })
  userinfoSignedResponseAlg!: SigningAlgorithm | null;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
