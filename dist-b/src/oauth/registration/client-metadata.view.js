/** A client's registration as it is told to whoever registered it: all that is in effect (RFC 7591 §3.2.1). */
export function metadataView(client) {
    return {
        client_id: client.clientId,
        client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
        client_name: client.clientName,
        ...(client.clientUri === null ? {} : { client_uri: client.clientUri }),
        redirect_uris: client.redirectUris,
        ...(client.postLogoutRedirectUris.length === 0 ? {} : { post_logout_redirect_uris: client.postLogoutRedirectUris }),
        grant_types: client.grantTypes,
        response_types: client.grantTypes.includes('authorization_code') ? ['code'] : [],
        scope: client.scope.join(' '),
        token_endpoint_auth_method: client.tokenEndpointAuthMethod,
        ...given('token_endpoint_auth_signing_alg', client.tokenEndpointAuthSigningAlg),
        ...given('jwks', client.jwks),
        ...given('jwks_uri', client.jwksUri),
        id_token_signed_response_alg: client.idTokenSignedResponseAlg,
        introspection_signed_response_alg: client.introspectionSignedResponseAlg,
        ...given('userinfo_signed_response_alg', client.userinfoSignedResponseAlg),
        ...given('backchannel_logout_uri', client.backchannelLogoutUri),
        backchannel_logout_session_required: client.backchannelLogoutSessionRequired,
        subject_type: client.sector === null ? 'public' : 'pairwise',
        ...given('sector_identifier_uri', client.sectorIdentifierUri),
        dpop_bound_access_tokens: client.dpopBoundAccessTokens,
        require_pushed_authorization_requests: client.requirePushedAuthorizationRequests,
    };
}
/** A secret that was just made; it does not end by itself (RFC 7591 §3.2.1). */
export function secretMembers(secret) {
    return secret === null ? {} : { client_secret: secret.text, client_secret_expires_at: 0 };
}
function given(name, value) {
    return value === null ? {} : { [name]: value };
}
//# sourceMappingURL=client-metadata.view.js.map