/** What a host told of itself last, as administrators see it. */
export function heartbeatView(heartbeat) {
    return {
        session_id: heartbeat.sessionId,
        at: heartbeat.lastHeartbeatAt.toISOString(),
        started_at: heartbeat.startedAt.toISOString(),
        last_activity_at: heartbeat.lastActivityAt?.toISOString() ?? null,
        bridge_version: heartbeat.bridgeVersion,
        os: heartbeat.os,
        hostname: heartbeat.hostname,
        origin: heartbeat.address,
        forwarded_total: Number(heartbeat.forwardedTotal),
        tokens_in_total: Number(heartbeat.tokensInTotal),
        tokens_out_total: Number(heartbeat.tokensOutTotal),
    };
}
/** A session of a device's host, as administrators see it. */
export function hostSessionView({ heartbeat, ...session }) {
    return {
        id: session.id,
        active: session.active,
        online: session.active && heartbeat?.recent === true,
        origin: session.origin,
        created_at: session.createdAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
        closed_at: session.closedAt?.toISOString() ?? null,
        last_heartbeat: heartbeat === null ? null : heartbeatView(heartbeat),
    };
}
/** What a list of devices shows of one: a device that has ended is not online, whenever it told of itself. */
export function presenceView(active, heartbeat) {
    return {
        online: active && heartbeat?.recent === true,
        last_heartbeat: heartbeat === undefined ? null : heartbeatView(heartbeat),
    };
}
//# sourceMappingURL=heartbeat.view.js.map