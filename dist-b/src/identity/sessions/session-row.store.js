const COLUMNS = `id, parent_id, ancestors, txn, source, client_id, user_id, as_owner, subject, scope, audience, origin, created_at,
  expires_at, authenticated_at, acr, amr, claims, exchanged, sign_in_id, cnf`;
const SESSIONS = {
    table: 'sessions',
    columns: COLUMNS,
    values: COLUMNS,
    records: (json) => `jsonb_populate_recordset(null::sessions, ${json})`,
};
/** The row of a new session, for the writer that commits it before its token leaves; what is not there is null. */
export function sessionRow(session) {
    return {
        into: SESSIONS,
        json: JSON.stringify({
            id: session.id,
            parent_id: session.lineage.ancestors[0],
            ancestors: session.lineage.ancestors,
            txn: session.lineage.txn,
            source: session.source,
            client_id: session.clientId,
            user_id: session.userId,
            as_owner: session.asOwner,
            subject: session.subject,
            scope: session.scope,
            audience: session.audience,
            origin: session.origin,
            created_at: session.createdAt.toISOString(),
            expires_at: session.expiresAt.toISOString(),
            authenticated_at: session.authentication?.at.toISOString(),
            acr: session.authentication?.acr,
            amr: session.authentication?.amr,
            claims: session.claims,
            exchanged: session.exchanged ?? false,
            sign_in_id: session.signInId,
            cnf: session.cnf,
        }),
    };
}
//# sourceMappingURL=session-row.store.js.map