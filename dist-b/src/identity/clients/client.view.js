import { isPurposeStated } from './agent.rules.js';
/** The fields of a client that an administrator may change, under their names on the wire. */
export function clientFields(client) {
    return {
        client_name: client.clientName,
        kind: client.kind,
        owner_id: client.ownerId,
        grant_types: client.grantTypes,
        scope: client.scope.join(' '),
        token_endpoint_auth_method: client.tokenEndpointAuthMethod,
        jwks: client.jwks,
        jwks_uri: client.jwksUri,
        token_endpoint_auth_signing_alg: client.tokenEndpointAuthSigningAlg,
        ...certificateFields(client.tlsClientAuth ?? {}),
        dpop_bound_access_tokens: client.dpopBoundAccessTokens,
        tls_client_certificate_bound_access_tokens: client.tlsClientCertificateBoundAccessTokens,
        exchange_from: client.exchangeFrom,
        exchange_id_tokens: client.exchangeIdTokens,
        device_authorization_administration: client.deviceAuthorizationAdministration,
        resources: client.resources,
        audiences: client.audiences,
        default_audience: client.defaultAudience,
        plugin_ids: client.pluginIds,
        expires_at: client.expiresAt?.toISOString() ?? null,
        purpose: client.purpose,
        subject: client.subject,
        client_uri: client.clientUri,
        redirect_uris: client.redirectUris,
        post_logout_redirect_uris: client.postLogoutRedirectUris,
        backchannel_logout_uri: client.backchannelLogoutUri,
        backchannel_logout_session_required: client.backchannelLogoutSessionRequired,
        subject_type: client.sector === null ? 'public' : 'pairwise',
        sector_identifier_uri: client.sectorIdentifierUri,
        first_party: client.firstParty,
        require_pushed_authorization_requests: client.requirePushedAuthorizationRequests,
        introspects: client.introspects,
        id_token_signed_response_alg: client.idTokenSignedResponseAlg,
        introspection_signed_response_alg: client.introspectionSignedResponseAlg,
        userinfo_signed_response_alg: client.userinfoSignedResponseAlg,
        status: client.status,
    };
}
function certificateFields({ subject_dn, san_dns, san_uri, san_ip, san_email }) {
    return {
        tls_client_auth_subject_dn: subject_dn ?? null,
        tls_client_auth_san_dns: san_dns ?? null,
        tls_client_auth_san_uri: san_uri ?? null,
        tls_client_auth_san_ip: san_ip ?? null,
        tls_client_auth_san_email: san_email ?? null,
    };
}
/** A client as administrators see it; its secrets are elsewhere, and their texts nowhere. */
export function clientView(client) {
    return {
        client_id: client.clientId,
        registration: client.registration,
        ...clientFields(client),
        purpose_stated: isPurposeStated(client.clientName, client.purpose),
        created_at: client.createdAt.toISOString(),
        updated_at: client.updatedAt.toISOString(),
    };
}
/** A secret as administrators see it: that it is there, and until when, if another has taken its place. */
export function secretView({ id, createdAt, expiresAt, lastUsedAt, }) {
    return {
        id,
        created_at: createdAt.toISOString(),
        expires_at: expiresAt?.toISOString() ?? null,
        last_used_at: lastUsedAt?.toISOString() ?? null,
    };
}
//# sourceMappingURL=client.view.js.map