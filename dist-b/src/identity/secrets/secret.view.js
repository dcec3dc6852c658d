import { isPurposeStated } from '../clients/agent.rules.js';
const DAY = 86_400_000;
/** A secret as people who look after them see it; its value is nowhere. @param now milliseconds since 1970 */
export function inventoryView(row, now) {
    const { ownerId, holderType, holderName, purpose } = row;
    const ofClient = holderType === 'client';
    return {
        kind: row.kind,
        id: row.id,
        name: row.name,
        state: row.state,
        holder: { type: holderType, id: row.holderId, name: holderName, status: row.holderStatus },
        owner: ownerId === null ? null : { id: ownerId, name: row.ownerName, status: row.ownerStatus },
        purpose,
        purpose_stated: ofClient ? isPurposeStated(holderName ?? '', purpose) : null,
        created_at: row.createdAt.toISOString(),
        age_days: Math.max(0, Math.floor((now - row.createdAt.getTime()) / DAY)),
        last_used_at: row.lastUsedAt?.toISOString() ?? null,
        expires_at: row.expiresAt?.toISOString() ?? null,
        rotation_due_at: row.dueAt?.toISOString() ?? null,
        rotation_due: row.dueAt !== null && row.dueAt.getTime() <= now,
    };
}
export const INVENTORY_HEADER = [
    ...['kind', 'id', 'name', 'state', 'holder_type', 'holder_id', 'holder_name', 'holder_status'],
    ...['owner_id', 'owner_name', 'owner_status', 'purpose', 'purpose_stated', 'created_at', 'age_days'],
    ...['last_used_at', 'expires_at', 'rotation_due_at', 'rotation_due'],
];
/** The same as one record of a table, in the order of {@link INVENTORY_HEADER}. */
export function inventoryRecord({ holder, owner, ...view }) {
    const members = {
        ...view,
        ...Object.fromEntries(Object.entries(holder).map(([name, value]) => [`holder_${name}`, value])),
        ...Object.fromEntries(Object.entries(owner ?? {}).map(([name, value]) => [`owner_${name}`, value])),
    };
    return INVENTORY_HEADER.map((name) => members[name]);
}
//# sourceMappingURL=secret.view.js.map