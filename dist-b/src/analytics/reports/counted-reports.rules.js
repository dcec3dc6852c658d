const DECIDED = ['allow', 'deny'];
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
};
/** The expression of a member over the columns of `event_series`. */
export function expressionOf(member) {
    return member === 'outcome' ? 'decision' : member;
}
//# sourceMappingURL=counted-reports.rules.js.map