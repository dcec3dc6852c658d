/** The fields of a rule that an administrator writes, under their names on the wire. */
export function ruleFields(rule) {
    const { subjectKind, subject } = rule;
    return {
        effect: rule.effect,
        principal: { type: rule.principalType, id: rule.principalId },
        upstream: rule.upstream,
        upstream_kind: rule.upstreamKind,
        tool: subjectKind === 'tool' ? subject : null,
        prompt: subjectKind === 'prompt' ? subject : null,
        resource: subjectKind === 'resource' ? subject : null,
        arguments: rule.arguments,
        conditions: rule.conditions,
        mode: rule.mode,
        justification: rule.justification,
    };
}
/** A rule as administrators see it. */
export function ruleView(rule) {
    return {
        id: rule.id,
        ...ruleFields(rule),
        created_at: rule.createdAt.toISOString(),
        updated_at: rule.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=policy-rule.view.js.map