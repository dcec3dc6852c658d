import { accessKeyPrefix } from './access-key.rules.js';
/** An access key as administrators see it: everything but the secret, which nobody can see. */
export function accessKeyView(key) {
    return {
        id: key.id,
        prefix: accessKeyPrefix(key.id),
        user_id: key.userId,
        session_id: key.sessionId,
        name: key.name,
        scope: key.scope.join(' '),
        resources: key.resources,
        addresses: key.addresses,
        active: key.active,
        last_used_at: key.lastUsedAt?.toISOString() ?? null,
        created_at: key.createdAt.toISOString(),
        expires_at: key.expiresAt.toISOString(),
        closed_at: key.closedAt?.toISOString() ?? null,
        close_reason: key.closeReason,
    };
}
//# sourceMappingURL=access-key.view.js.map