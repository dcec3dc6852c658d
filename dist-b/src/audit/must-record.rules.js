/** Whether a decision may take effect only when it is on record. Denials, changes, sign-ins and tokens always are first. */
export function mustRecord(policy, { kind, decision }) {
    return policy === 'all' || kind !== 'gate.call' || decision !== 'allow';
}
//# sourceMappingURL=must-record.rules.js.map