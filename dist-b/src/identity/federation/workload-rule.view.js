/** The fields of a rule that an administrator writes, under their names on the wire. */
export function ruleFields(rule) {
    return {
        name: rule.name,
        // The database keeps members in an order of its own.
        claims: Object.fromEntries(Object.entries(rule.claims).sort(([a], [b]) => (a < b ? -1 : 1))),
        client_id: rule.clientId,
        scope: rule.scope?.join(' ') ?? null,
        resources: rule.resources,
        status: rule.status,
    };
}
/** A rule as administrators see it. */
export function ruleView(rule) {
    return {
        id: rule.id,
        issuer_id: rule.issuerId,
        ...ruleFields(rule),
        created_at: rule.createdAt.toISOString(),
        updated_at: rule.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=workload-rule.view.js.map