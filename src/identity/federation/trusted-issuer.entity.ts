import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { ForeignAlgorithm, PublicKeySet } from '../../kernel/public-key-set.js';
import type { Status } from '../users/user.entity.js';

/** What an issuer's word is taken for. */
export const ISSUER_USES = ['workload', 'subject_token', 'id_jag'] as const;
export type IssuerUse = (typeof ISSUER_USES)[number];

/** Somebody else who identifies machines or people, and whom we believe. */
@Entity('trusted_issuers')
@Unique('trusted_issuers_issuer', ['issuer'])
@Check('trusted_issuers_keys', `(jwks_uri IS NULL) <> (jwks IS NULL)`)
@Check('trusted_issuers_status', `status IN ('active', 'inactive')`)
export class TrustedIssuer {
  @PrimaryColumn('uuid')
  id!: string;

  /** As `iss` has it, compared as a string; or `spiffe://` and a trust domain. */
  @Column('text')
  issuer!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  jwksUri!: string | null;

  @Column('jsonb', { nullable: true })
  jwks!: PublicKeySet | null;

  /** Values of `aud` of which a token must have one, where more than our own issuer is accepted. */
  @Column('text', { array: true })
  audiences!: string[];

  @Column('text', { array: true })
  algorithms!: ForeignAlgorithm[];

  @Column('text', { array: true })
  uses!: IssuerUse[];

  /** Whether a workload's token is spent by its use: those of Kubernetes and SPIFFE are used again by design. */
  @Column('boolean')
  singleUse!: boolean;

  /** The most that a token may carry that was got for one of its subject tokens; null only without that use. */
  @Column('text', { array: true, nullable: true })
  scope!: string[] | null;

  /**
   * Who may exchange those of its tokens that do not say so themselves (none: nobody), or present its ID-JAGs (none:
   * whomever the assertion names).
   */
  @Column('text', { array: true })
  clients!: string[];

  /** Whether a person without a link may be found by an e-mail address that the issuer has verified. */
  @Column('boolean')
  linkVerifiedEmail!: boolean;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
