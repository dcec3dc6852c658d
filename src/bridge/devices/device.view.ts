import type { ListedDevice } from './device.store.js';

/** Whether a device may act. */
export function deviceStatus({ active, approvedAt }: ListedDevice): 'ended' | 'waiting' | 'active' {
  return !active ? 'ended' : approvedAt === null ? 'waiting' : 'active';
}

/** A device as administrators see it. */
export function deviceView(device: ListedDevice) {
  return {
    id: device.id,
    user_id: device.userId,
    session_id: device.sessionId,
    name: device.name,
    status: deviceStatus(device),
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
