import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type Outcome = 'issued' | 'refused';

/** What a token request told about its origin. Derived beside the session; nothing depends on it. */
@Entity('session_facts')
@Index('session_facts_at', ['at'])
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
}
