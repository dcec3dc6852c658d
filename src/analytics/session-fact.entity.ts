import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type Outcome = 'issued' | 'refused';

/** What a token request told about its origin. Derived beside the session; nothing depends on it. */
@Entity('session_facts')
@Index('session_facts_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('session_facts_hooks', ['clientId'], { where: "client_id LIKE 'bridge:%'" })
@Check('session_facts_outcome', `outcome IN ('issued', 'refused')`)
export class SessionFact {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  source!: string;

  @Column('text')
  outcome!: Outcome;

  /** Error code when refused. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Null when the request was refused before the client was authenticated. */
  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('uuid', { nullable: true })
  sid!: string | null;

  /** Keyed hash, or the address itself when `ANALYTICS_ORIGIN` is `raw`. */
  @Column('text', { nullable: true })
  address!: string | null;

  /** Keyed hash, or the text itself when `ANALYTICS_ORIGIN` is `raw`. */
  @Column('text', { nullable: true })
  userAgent!: string | null;

  @Column('text', { nullable: true })
  browser!: string | null;

  @Column('text', { nullable: true })
  os!: string | null;

  @Column('text', { nullable: true })
  device!: string | null;

  @Column('text', { nullable: true })
  locale!: string | null;

  /** Host alone. */
  @Column('text', { nullable: true })
  referrer!: string | null;

  @Column('boolean')
  isBot!: boolean;

  @Column('boolean')
  isAiCrawler!: boolean;

  /** In whose name; null when refused before that was known, and for clients that act for themselves. */
  @Column('uuid', { nullable: true })
  userId!: string | null;

  /** As the request named it, if it is one that we know. */
  @Column('text', { nullable: true })
  grantType!: string | null;

  /** Keyed hash of the address, or of the /64 in which an IPv6 address lies: what scores and counters are kept by. */
  @Column('text', { nullable: true })
  network!: string | null;

  /** Keyed hash of `x-fingerprint`, which anybody may write: a signal, never an identity. */
  @Column('text', { nullable: true })
  fingerprint!: string | null;

  @Column('text', { nullable: true })
  utmSource!: string | null;

  @Column('text', { nullable: true })
  utmMedium!: string | null;

  @Column('text', { nullable: true })
  utmCampaign!: string | null;

  @Column('text', { nullable: true })
  utmTerm!: string | null;

  @Column('text', { nullable: true })
  utmContent!: string | null;

  /** ISO 3166-1, from `GEOIP_FILE`. */
  @Column('text', { nullable: true })
  country!: string | null;

  /** ISO 3166-2 without the country. */
  @Column('text', { nullable: true })
  region!: string | null;

  @Column('text', { nullable: true })
  city!: string | null;

  /** A program that looks for weaknesses, by its own account. */
  @Column('boolean', { default: false })
  isScanner!: boolean;

  /** Whether the score reached the threshold; the periodic job says so, later. */
  @Column('boolean', { default: false })
  isBehavioralBot!: boolean;

  /** Of the network at the job's last look; null before it. */
  @Column('smallint', { nullable: true })
  behaviorScore!: number | null;

  /** When the job saw that something was done with what was issued. */
  @Column('timestamptz', { nullable: true })
  engagedAt!: Date | null;
}
