/** Fields that an administrator writes, under their names on the wire. */
export function receiverFields(receiver) {
    const { name, kind, url, kinds, decisions } = receiver;
    return { name, kind, url, kinds, decisions };
}
/**
 * A receiver as administrators see it; its secret was in one answer alone.
 * @param last number of the last checkpoint there is
 */
export function receiverView(receiver, last) {
    return {
        id: receiver.id,
        ...receiverFields(receiver),
        status: receiver.status,
        secret_set_at: receiver.secretSetAt?.toISOString() ?? null,
        checkpoint: Number(receiver.checkpoint),
        behind: Math.max(0, last - Number(receiver.checkpoint)),
        delivered: Number(receiver.delivered),
        missing: Number(receiver.missing),
        delivered_at: receiver.deliveredAt?.toISOString() ?? null,
        attempts: receiver.attempts,
        next_try_at: receiver.attempts > 0 && receiver.status === 'active' ? receiver.nextAt.toISOString() : null,
        last_error: receiver.lastError,
        created_at: receiver.createdAt.toISOString(),
        updated_at: receiver.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=evidence-receiver.view.js.map