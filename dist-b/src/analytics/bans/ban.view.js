/** The fields of a ban that an administrator can change, under their names on the wire. */
export function banFields({ reason, expiresAt }) {
    return { reason, expires_at: expiresAt?.toISOString() ?? null };
}
/** A ban as administrators see it. */
export function banView(ban) {
    return {
        id: ban.id,
        range: ban.range,
        network: ban.network,
        source: ban.source,
        ...banFields(ban),
        created_at: ban.createdAt.toISOString(),
        updated_at: ban.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=ban.view.js.map