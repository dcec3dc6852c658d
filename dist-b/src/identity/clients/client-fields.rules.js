import { readScope } from '../../kernel/scope-set.js';
import { sectorOf } from './client-sector.rules.js';
import { certificateName } from './client.rules.js';
/** A client as it is stored, from a body in which nothing is wrong. */
export function fieldsOf(request) {
    return {
        clientName: request.client_name,
        kind: request.kind,
        ownerId: request.owner_id ?? null,
        grantTypes: [...new Set(request.grant_types)],
        scope: readScope(request.scope),
        tokenEndpointAuthMethod: request.token_endpoint_auth_method,
        jwks: request.jwks ?? null,
        jwksUri: request.jwks_uri ?? null,
        tokenEndpointAuthSigningAlg: request.token_endpoint_auth_signing_alg ?? null,
        tlsClientAuth: certificateName(request),
        dpopBoundAccessTokens: request.dpop_bound_access_tokens,
        tlsClientCertificateBoundAccessTokens: request.tls_client_certificate_bound_access_tokens,
        exchangeFrom: [...new Set(request.exchange_from)],
        exchangeIdTokens: request.exchange_id_tokens,
        deviceAuthorizationAdministration: request.device_authorization_administration,
        resources: request.resources ? [...new Set(request.resources)] : null,
        audiences: [...new Set(request.audiences)],
        defaultAudience: request.default_audience ?? null,
        pluginIds: [...new Set(request.plugin_ids)],
        expiresAt: request.expires_at ? new Date(request.expires_at) : null,
        purpose: request.purpose ?? null,
        subject: request.subject,
        clientUri: request.client_uri ?? null,
        redirectUris: [...new Set(request.redirect_uris)],
        postLogoutRedirectUris: [...new Set(request.post_logout_redirect_uris)],
        ...personFields(request),
        firstParty: request.first_party,
        requirePushedAuthorizationRequests: request.require_pushed_authorization_requests,
        introspects: [...new Set(request.introspects)],
        idTokenSignedResponseAlg: request.id_token_signed_response_alg,
        introspectionSignedResponseAlg: request.introspection_signed_response_alg,
        userinfoSignedResponseAlg: request.userinfo_signed_response_alg ?? null,
        status: request.status,
    };
}
/** By which names it knows people, and where it hears that they have signed out. */
function personFields(request) {
    return {
        backchannelLogoutUri: request.backchannel_logout_uri ?? null,
        backchannelLogoutSessionRequired: request.backchannel_logout_session_required,
        sectorIdentifierUri: request.sector_identifier_uri ?? null,
        sector: request.subject_type === 'pairwise' ? sectorOf(request) : null,
    };
}
//# sourceMappingURL=client-fields.rules.js.map