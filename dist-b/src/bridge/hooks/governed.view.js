/** The answer to a hook: what the gate would say, which cannot ask the person. */
export function governedView({ decision, reason, evidenceId, policyVersion, until }) {
    return {
        decision,
        reason,
        evidence_id: evidenceId,
        policy_version: policyVersion,
        ...(until === null ? {} : { expires_at: until.toISOString() }),
    };
}
//# sourceMappingURL=governed.view.js.map