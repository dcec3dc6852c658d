/** The fields of a trusted issuer that an administrator writes, under their names on the wire. */
export function issuerFields(issuer) {
    return {
        issuer: issuer.issuer,
        name: issuer.name,
        jwks_uri: issuer.jwksUri,
        jwks: issuer.jwks,
        audiences: issuer.audiences,
        algorithms: issuer.algorithms,
        uses: issuer.uses,
        single_use: issuer.singleUse,
        scope: issuer.scope?.join(' ') ?? null,
        clients: issuer.clients,
        link_verified_email: issuer.linkVerifiedEmail,
        status: issuer.status,
    };
}
/** A trusted issuer as administrators see it. */
export function issuerView(issuer) {
    return {
        id: issuer.id,
        ...issuerFields(issuer),
        created_at: issuer.createdAt.toISOString(),
        updated_at: issuer.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=trusted-issuer.view.js.map