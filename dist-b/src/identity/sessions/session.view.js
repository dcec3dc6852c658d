/** A session as administrators see it. */
export function sessionView(session) {
    return {
        id: session.id,
        parent_id: session.parentId,
        source: session.source,
        client_id: session.clientId,
        user_id: session.userId,
        subject: session.subject,
        scope: session.scope.join(' '),
        audience: session.audience,
        origin: session.origin,
        authenticated_at: session.authenticatedAt?.toISOString() ?? null,
        acr: session.acr,
        amr: session.amr,
        cnf: session.cnf,
        active: session.active,
        created_at: session.createdAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
        closed_at: session.closedAt?.toISOString() ?? null,
        close_reason: session.closeReason,
    };
}
//# sourceMappingURL=session.view.js.map