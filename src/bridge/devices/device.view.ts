import type { ListedDevice } from './device.store.js';

/** A device as administrators see it. */
export function deviceView(device: ListedDevice) {
  const status = !device.active ? 'ended' : device.approvedAt === null ? 'waiting' : 'active';
  return {
    id: device.id,
    user_id: device.userId,
    session_id: device.sessionId,
    name: device.name,
    status,
    /** How it proves who it is: by nothing, then it ends with its token. */
    key: device.jkt !== null ? 'dpop' : device.certificate !== null ? 'certificate' : null,
    approved_at: device.approvedAt?.toISOString() ?? null,
    created_at: device.createdAt.toISOString(),
    expires_at: device.expiresAt.toISOString(),
    last_seen_at: device.lastSeenAt.toISOString(),
    origin: device.origin,
    closed_at: device.closedAt?.toISOString() ?? null,
    close_reason: device.closeReason,
  };
}
