/** The fields of an authorization server that an administrator writes, under their names on the wire. */
export function authorizationServerFields(server) {
    return {
        issuer: server.issuer,
        name: server.name,
        resources: server.resources,
        scope: server.scope.join(' '),
        // jsonb keeps no order: without one of our own, a map would look changed that is not.
        clients: Object.fromEntries(Object.entries(server.clients).sort(([a], [b]) => (a < b ? -1 : 1))),
        status: server.status,
    };
}
/** An authorization server as administrators see it. */
export function authorizationServerView(server) {
    return {
        id: server.id,
        ...authorizationServerFields(server),
        created_at: server.createdAt.toISOString(),
        updated_at: server.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=authorization-server.view.js.map