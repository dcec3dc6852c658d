import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RequestedClaims } from '../tokens/requested-claims.js';

/** An authorization code, and all that was decided when it was given (RFC 6749 §4.1.2). */
@Entity('authorization_codes')
@Index('authorization_codes_client_id', ['clientId'], { where: 'redeemed_at IS NULL' })
@Index('authorization_codes_user_id', ['userId'], { where: 'redeemed_at IS NULL' })
@Index('authorization_codes_expires_at', ['expiresAt'])
export class AuthorizationCode {
  /** Keyed hash of the code. */
  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  clientId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  webSessionId!: string;

  /** Null, as is the challenge, of a code that was the client's before it was allowed: a device code (RFC 8628). */
  @Column('text', { nullable: true })
  redirectUri!: string | null;

  /** Whether the authorization request named it: then the token request must repeat it. */
  @Column('boolean')
  redirectUriSent!: boolean;

  @Column('text', { nullable: true })
  codeChallenge!: string | null;

  /** Thumbprint of the key that must prove itself when the code is redeemed (RFC 9449 §10). */
  @Column('text', { nullable: true })
  dpopJkt!: string | null;

  @Column('text', { array: true })
  scope!: string[];

  @Column('text', { array: true })
  resources!: string[];

  @Column('text', { nullable: true })
  nonce!: string | null;

  @Column('jsonb', { nullable: true })
  claims!: RequestedClaims | null;

  @Column('timestamptz')
  authenticatedAt!: Date;

  @Column('text')
  acr!: string;

  @Column('text', { array: true })
  amr!: string[];

  /** The transaction in which it was given. */
  @Column('uuid')
  txn!: string;

  /** Wrong code verifiers so far. */
  @Column('integer')
  failures!: number;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  redeemedAt!: Date | null;

  /** The session that it was redeemed for: a replay closes it. */
  @Column('uuid', { nullable: true })
  sessionId!: string | null;
}
