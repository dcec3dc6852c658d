/** Whether a device acts, waits until somebody lets it in, or has ended. */
export function statusOf({ active, approvedAt }) {
    if (!active)
        return 'ended';
    return approvedAt === null ? 'waiting' : 'active';
}
/** By what a device is known. */
export function keyKindOf({ jkt, certificate }) {
    if (jkt !== null)
        return 'dpop';
    return certificate === null ? null : 'certificate';
}
/** A device as administrators see it. */
export function deviceView(device) {
    return {
        id: device.id,
        user_id: device.userId,
        session_id: device.sessionId,
        name: device.name,
        status: statusOf(device),
        key: keyKindOf(device),
        approved_at: device.approvedAt?.toISOString() ?? null,
        created_at: device.createdAt.toISOString(),
        expires_at: device.expiresAt.toISOString(),
        last_seen_at: device.lastSeenAt.toISOString(),
        origin: device.origin,
        closed_at: device.closedAt?.toISOString() ?? null,
        close_reason: device.closeReason,
    };
}
//# sourceMappingURL=device.view.js.map