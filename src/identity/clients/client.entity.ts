import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SigningAlgorithm } from '../../keys/key-ring.contract.js';
import type { ForeignAlgorithm, PublicKeySet } from '../../kernel/public-key-set.js';
import { type Status, User } from '../users/user.entity.js';

export const CLIENT_KINDS = ['agent', 'application', 'service'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];
/** Whom a client_credentials token names in `sub`. */
export type ClientSubject = 'owner' | 'client';
/**
 * Methods of client authentication that are offered (RFC 6749 §2.3.1, OpenID Connect Core §9, RFC 8705 §2);
 * `workload_identity`: by a token of an issuer that is trusted for machines (RFC 7521 §4.2); `none` is a public client's.
 */
export const CLIENT_AUTHENTICATION = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'workload_identity',
  'none',
] as const;
export type ClientAuthentication = (typeof CLIENT_AUTHENTICATION)[number];
/** Who registered a client: an administrator; whoever came to the registration endpoint (RFC 7591); or nobody, its id is the URL of a document. */
export const REGISTRATIONS = ['administrator', 'dynamic', 'metadata_document'] as const;
export type Registration = (typeof REGISTRATIONS)[number];
/** What a client's certificate is known by: one of these (RFC 8705 §2.1.2). */
export const CERTIFICATE_NAMES = ['subject_dn', 'san_dns', 'san_uri', 'san_ip', 'san_email'] as const;
export type CertificateName = { readonly [Name in (typeof CERTIFICATE_NAMES)[number]]?: string };

/** An OAuth client: an agent, an application or a service that a person owns. */
@Entity('clients')
@Unique('clients_client_id', ['clientId'])
@Index('clients_owner', ['ownerId'])
// Of expressions, which only the migration can say.
@Index('clients_name_prefix', { synchronize: false })
@Index('clients_client_id_prefix', { synchronize: false })
@Index('clients_expires_at', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
@Check('clients_kind', `kind IN ('agent', 'application', 'service')`)
@Check('clients_subject', `subject IN ('owner', 'client')`)
@Check('clients_status', `status IN ('active', 'inactive')`)
@Check('clients_agents', `kind <> 'agent' OR (purpose IS NOT NULL AND expires_at IS NOT NULL)`)
@Check('clients_registration', `registration IN ('administrator', 'dynamic', 'metadata_document')`)
export class Client {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  clientId!: string;

  @Column('text')
  clientName!: string;

  @Column('text')
  kind!: ClientKind;

  @Column('text', { default: 'administrator' })
  registration!: Registration;

  /**
   * Null when the owner was deleted, and such a client gets no token; or when no administrator registered it: then it
   * acts for the people who let it in, and never for itself.
   */
  @ForeignKey(() => User, { name: 'clients_owner_id', onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('text', { array: true })
  grantTypes!: string[];

  @Column('text', { array: true })
  scope!: string[];

  @Column('text')
  tokenEndpointAuthMethod!: ClientAuthentication;

  /** Keys under which it signs assertions, or certificates that it presents itself; or where they are. */
  @Column('jsonb', { nullable: true })
  jwks!: PublicKeySet | null;

  @Column('text', { nullable: true })
  jwksUri!: string | null;

  /** The one algorithm of its assertions; null for any that is accepted. */
  @Column('text', { nullable: true })
  tokenEndpointAuthSigningAlg!: ForeignAlgorithm | null;

  @Column('jsonb', { nullable: true })
  tlsClientAuth!: CertificateName | null;

  /** Whether its tokens must be bound to a key of its own (RFC 9449 §5.2). */
  @Column('boolean')
  dpopBoundAccessTokens!: boolean;

  /** Whether its tokens must be bound to its certificate (RFC 8705 §3.4). */
  @Column('boolean')
  tlsClientCertificateBoundAccessTokens!: boolean;

  /** Clients, besides those of the same owner, that may exchange its tokens (RFC 8693). */
  @Column('text', { array: true })
  exchangeFrom!: string[];

  /** Whether it may exchange ID tokens that were made for it. */
  @Column('boolean')
  exchangeIdTokens!: boolean;

  /** Whether a code that people type may give it roles of administration. Owners alone decide it. */
  @Column('boolean', { default: false })
  deviceAuthorizationAdministration!: boolean;

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

  /** What it is for; of an agent that nobody has said so of, its name. */
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

  /** Where it is told that a person has signed out (OpenID Connect Back-Channel Logout §2.2). */
  @Column('text', { nullable: true })
  backchannelLogoutUri!: string | null;

  /** Whether it must be told which sign-in that was; everybody is. */
  @Column('boolean', { default: false })
  backchannelLogoutSessionRequired!: boolean;

  /** Where all redirect URIs of its sector are listed (OpenID Connect Core §8.1). */
  @Column('text', { nullable: true })
  sectorIdentifierUri!: string | null;

  /** Clients of one sector know a person by the same name, which no others know; null for the name that all know. */
  @Column('text', { nullable: true })
  sector!: string | null;

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

  /** From then on it gets and does nothing. Every agent has an end. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
