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

/** A report that counts events. */
export interface CountedReport {
  /** Which events, as a condition on the columns of `event_series`. */
  readonly of: string;
  /** What it can be grouped by and filtered by, in the order in which rows are sorted. */
  readonly members: readonly Member[];
  /** What it is grouped by when nothing is said. */
  readonly groups: readonly Member[];
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
  },
  traffic: {
    of: `kind = 'fact'`,
    members: ['source', 'grant_type', 'client_id', 'outcome', 'reason', 'country'],
    groups: ['source', 'outcome', 'reason', 'country'],
  },
  usage: {
    of: `kind = 'gate.call'`,
    members: ['upstream', 'tool', 'client_id', 'outcome'],
    groups: ['upstream', 'tool'],
  },
  denials: {
    of: `decision = 'deny' AND kind <> 'fact'`,
    members: ['kind', 'rule', 'reason', 'upstream', 'tool', 'client_id'],
    groups: ['kind', 'rule', 'reason', 'upstream'],
  },
  delegation: {
    of: `kind IN ('token.issued', 'gate.call')`,
    members: ['kind', 'depth', 'client_id', 'outcome'],
    groups: ['kind', 'depth'],
  },
  bearer: {
    of: `kind = 'token.issued'`,
    members: ['client_id', 'grant_type', 'binding'],
    groups: ['binding'],
  },
  events: {
    of: `kind <> 'fact'`,
    members: ['kind', 'outcome', 'client_id', 'upstream'],
    groups: ['kind', 'outcome'],
  },
} as const satisfies Readonly<Record<string, CountedReport>>;

/** The expression of a member over the columns of `event_series`. */
export function expressionOf(member: Member): string {
  return member === 'outcome' ? 'decision' : member;
}
