import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Upstream } from '../proxy/upstreams/upstream.entity.js';

export const EFFECTS = ['allow', 'deny'] as const;
export const RULE_MODES = ['enforce', 'shadow'] as const;
/** Whom a rule can name; the first that says something about a caller decides, in this order. */
export const PRINCIPAL_TYPES = ['user', 'client', 'group', 'role', 'kind', 'any'] as const;

export type Effect = (typeof EFFECTS)[number];
export type RuleMode = (typeof RULE_MODES)[number];
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];
export type SubjectKind = 'tool' | 'prompt' | 'resource';

/** When a rule counts, besides whom and what it names; what is left out does not matter. */
export interface RuleConditions {
  /** CIDR ranges, one of which the caller's address lies in. */
  readonly addresses?: readonly string[];
  readonly times?: WeeklyTimes;
  /** RFC 3339. */
  readonly not_before?: string;
  readonly not_after?: string;
  readonly chain?: ChainCondition;
  readonly authentication?: AuthenticationCondition;
}

/** From one time of day to another, on some days of the week. */
export interface WeeklyTimes {
  readonly days?: readonly string[];
  /** `HH:MM`, the first minute. */
  readonly from?: string;
  /** `HH:MM`, the first minute that no longer counts; earlier than `from`, it is of the next day. */
  readonly to?: string;
  /** Name of the IANA time zone database. */
  readonly time_zone: string;
}

/** Who acts for whom: the actors of the token (RFC 8693 §4.1). */
export interface ChainCondition {
  /** Whoever named them. */
  readonly most?: number;
  /** Who named the actors that follow, compared as a string; when left out, our own issuer. */
  readonly issuer?: string;
  readonly any_of?: readonly string[];
  readonly none_of?: readonly string[];
}

/** How the person proved who they are; a caller who does not meet it can be asked to (RFC 9470). */
export interface AuthenticationCondition {
  readonly acr?: readonly string[];
  /** Seconds since the person signed in, at most. */
  readonly max_age?: number;
}

/** Who may, or may not, use what of an upstream. */
@Entity('policy_rules')
@Index('policy_rules_upstream_id', ['upstreamId'])
@Check('policy_rules_effect', `effect IN ('allow', 'deny')`)
@Check('policy_rules_mode', `mode IN ('enforce', 'shadow')`)
@Check('policy_rules_principal', `(principal_type = 'any') = (principal_id IS NULL)`)
@Check('policy_rules_subject', `(subject_kind IS NULL) = (subject IS NULL)`)
export class PolicyRule {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Upstream, { name: 'policy_rules_upstream', onDelete: 'CASCADE' })
  @Column('uuid')
  upstreamId!: string;

  @Column('text')
  effect!: Effect;

  @Column('text')
  principalType!: PrincipalType;

  @Column('text', { nullable: true })
  principalId!: string | null;

  /** What the rule is about; null for the whole upstream. */
  @Column('text', { nullable: true })
  subjectKind!: SubjectKind | null;

  /** Names that it is about; `*` stands for any characters. */
  @Column('text', { nullable: true })
  subject!: string | null;

  /** JSON Schema (2020-12) of the arguments that it is about; null for any. */
  @Column('json', { nullable: true })
  arguments!: object | boolean | null;

  @Column('json')
  conditions!: RuleConditions;

  @Column('text')
  mode!: RuleMode;

  /** Why there is this rule: for whoever is refused by it, and whoever reads the evidence. */
  @Column('text')
  justification!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
