import type { Interval } from './report-range.rules.js';

/** What a report may be grouped and filtered by: columns of `event_series`, and `outcome` for its `decision`. */
export type Member =
  | 'outcome'
  | 'client_id'
  | 'kind'
  | 'upstream'
  | 'tool'
  | 'rule'
  | 'reason'
  | 'source'
  | 'grant_type'
  | 'binding'
  | 'country'
  | 'depth';

/** What administrators do is neither allowed nor denied: it is done. */
export type Outcome = 'allow' | 'deny' | 'done';

const DECIDED = ['allow', 'deny'] as const;

/** A report that counts events. */
export interface CountedReport {
  /** Which events, as a condition on the columns of `event_series`. */
  readonly of: string;
  /** What it can be grouped by and filtered by, in the order in which rows are sorted. */
  readonly members: readonly Member[];
  /** What it is grouped by when nothing is said. */
  readonly groups: readonly Member[];
  /** What may have come of its events. */
  readonly outcomes: readonly Outcome[];
}

/** A report as somebody asks for it. */
export interface AskedReport {
  readonly report: CountedReport;
  readonly from: Date;
  readonly to: Date;
  readonly interval: Interval;
  readonly groups: readonly Member[];
  readonly filters: ReadonlyMap<Member, string>;
}

/** Answers of the gate, which belong to the usage of upstreams, and to nothing else. */
export const ANSWERED = `kind = 'gate.answered'`;

export const REPORTS = {
  tokens: {
    of: `kind IN ('token.issued', 'token.refused', 'txn_token.issued', 'id_jag.issued')`,
    members: ['kind', 'grant_type', 'client_id', 'outcome', 'reason', 'binding'],
    groups: ['grant_type', 'client_id', 'outcome', 'reason'],
    outcomes: DECIDED,
  },
  traffic: {
    of: `kind = 'fact'`,
    members: ['source', 'grant_type', 'client_id', 'outcome', 'reason', 'country'],
    groups: ['source', 'outcome', 'reason', 'country'],
    outcomes: DECIDED,
  },
  usage: {
    of: `kind = 'gate.call'`,
    members: ['upstream', 'tool', 'client_id', 'outcome'],
    groups: ['upstream', 'tool'],
    outcomes: DECIDED,
  },
  denials: {
    of: `decision = 'deny' AND kind <> 'fact'`,
    members: ['kind', 'rule', 'reason', 'upstream', 'tool', 'client_id'],
    groups: ['kind', 'rule', 'reason', 'upstream'],
    outcomes: DECIDED,
  },
  delegation: {
    of: `kind IN ('token.issued', 'gate.call')`,
    members: ['kind', 'depth', 'client_id', 'outcome'],
    groups: ['kind', 'depth'],
    outcomes: DECIDED,
  },
  bearer: {
    of: `kind = 'token.issued'`,
    members: ['client_id', 'grant_type', 'binding'],
    groups: ['binding'],
    outcomes: DECIDED,
  },
  events: {
    of: `kind <> 'fact'`,
    members: ['kind', 'outcome', 'client_id', 'upstream'],
    groups: ['kind', 'outcome'],
    outcomes: ['allow', 'deny', 'done'],
  },
} as const satisfies Readonly<Record<string, CountedReport>>;

/** The expression of a member over the columns of `event_series`. */
export function expressionOf(member: Member): string {
  return member === 'outcome' ? 'decision' : member;
}
