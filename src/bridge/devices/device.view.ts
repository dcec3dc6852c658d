import type { ListedDevice } from './device.store.js';

/** How a device proves who it is: by nothing, then it ends with its token. */
export type KeyKind = 'dpop' | 'certificate' | null;

/** Whether a device acts, waits until somebody lets it in, or has ended. */
export function statusOf({ active, approvedAt }: ListedDevice): 'active' | 'waiting' | 'ended' {
  if (!active) return 'ended';
  return approvedAt === null ? 'waiting' : 'active';
}

/** By what a device is known. */
export function keyKindOf({ jkt, certificate }: ListedDevice): KeyKind {
  if (jkt !== null) return 'dpop';
  return certificate === null ? null : 'certificate';
}

/** A device as administrators see it. */
export function deviceView(device: ListedDevice) {
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
