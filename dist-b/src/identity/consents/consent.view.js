/** A consent as administrators see it. */
export function consentView(consent) {
    return {
        id: consent.id,
        user_id: consent.userId,
        client_id: consent.clientId,
        client_name: consent.clientName,
        resource: consent.resource,
        scope: consent.scope.join(' '),
        created_at: consent.createdAt.toISOString(),
        updated_at: consent.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=consent.view.js.map