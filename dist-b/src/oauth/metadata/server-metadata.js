var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { CLIENT_AUTHENTICATION } from '../../identity/clients/client.entity.js';
import { OWN_ACRS } from '../../kernel/authentication-class.js';
import { DPOP_ALGORITHMS } from '../../kernel/token-binding.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PROMPTS, RESPONSE_MODES } from '../authorize/authorization-parameters.js';
import { ID_JAG } from '../exchange/token-types.js';
import { PERSON_CLAIMS } from '../userinfo/person-claims.js';
/** DI token: the grant types of the controllers in the module, so that the document cannot lie. */
export const OFFERED_GRANTS = Symbol('offered grants');
/** The discovery documents, made from what is really offered. */
let ServerMetadata = class ServerMetadata {
    grants;
    scopes;
    keys;
    settings;
    constructor(grants, scopes, keys, settings) {
        this.grants = grants;
        this.scopes = scopes;
        this.keys = keys;
        this.settings = settings;
    }
    /** RFC 8414 §2. */
    async authorizationServer() {
        const issuer = this.settings.PUBLIC_URL;
        const scopes = await this.scopes.all();
        return {
            issuer,
            authorization_endpoint: `${issuer}/oauth/authorize`,
            token_endpoint: `${issuer}/oauth/token`,
            revocation_endpoint: `${issuer}/oauth/revoke`,
            introspection_endpoint: `${issuer}/oauth/introspect`,
            pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
            ...(this.settings.CLIENT_REGISTRATION === 'off' ? {} : { registration_endpoint: `${issuer}/oauth/register` }),
            device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
            require_pushed_authorization_requests: this.settings.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS,
            jwks_uri: `${issuer}/oauth/jwks`,
            scopes_supported: scopes.map(({ name }) => name),
            response_types_supported: ['code'],
            response_modes_supported: RESPONSE_MODES,
            authorization_response_iss_parameter_supported: true,
            ...(this.settings.CLIENT_METADATA_HOSTS.length > 0 ? { client_id_metadata_document_supported: true } : {}),
            acr_values_supported: OWN_ACRS,
            grant_types_supported: this.grants,
            ...this.clientAuthentication(),
            authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
            introspection_signing_alg_values_supported: this.algorithms(),
            code_challenge_methods_supported: ['S256'],
            identity_chaining_requested_token_types_supported: [ID_JAG],
            ...this.certifiedEndpoints(),
            dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
        };
    }
    /** OpenID Connect Discovery 1.0 §3. */
    async openid() {
        return {
            ...(await this.authorizationServer()),
            subject_types_supported: ['public', 'pairwise'],
            id_token_signing_alg_values_supported: this.algorithms(),
            userinfo_endpoint: `${this.settings.PUBLIC_URL}/oauth/userinfo`,
            userinfo_signing_alg_values_supported: this.algorithms(),
            end_session_endpoint: `${this.settings.PUBLIC_URL}/oauth/logout`,
            backchannel_logout_supported: true,
            backchannel_logout_session_supported: true,
            prompt_values_supported: PROMPTS,
            claims_supported: [
                'sub',
                'iss',
                'aud',
                'exp',
                'iat',
                'auth_time',
                'nonce',
                'acr',
                'amr',
                'at_hash',
                'sid',
                ...PERSON_CLAIMS,
            ],
            claim_types_supported: ['normal'],
            claims_parameter_supported: true,
            // Pushed ones are told of above; objects by value or by reference are not read (OpenID Connect Discovery §3).
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
        };
    }
    /** How clients may prove who they are; by a certificate only where one can be believed (RFC 8414 §2, RFC 8705 §2). */
    clientAuthentication() {
        const certified = this.settings.takesCertificates;
        const methods = CLIENT_AUTHENTICATION.filter((method) => certified || !method.endsWith('tls_client_auth'));
        return {
            token_endpoint_auth_methods_supported: methods,
            token_endpoint_auth_signing_alg_values_supported: FOREIGN_ALGORITHMS,
            revocation_endpoint_auth_methods_supported: methods,
            revocation_endpoint_auth_signing_alg_values_supported: FOREIGN_ALGORITHMS,
            introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
            introspection_endpoint_auth_signing_alg_values_supported: FOREIGN_ALGORITHMS,
            ...(certified ? { tls_client_certificate_bound_access_tokens: true } : {}),
        };
    }
    /** Where clients with certificates find the same endpoints (RFC 8705 §5). */
    certifiedEndpoints() {
        const base = this.settings.MTLS_PUBLIC_URL;
        if (base === undefined)
            return {};
        return {
            mtls_endpoint_aliases: {
                token_endpoint: `${base}/oauth/token`,
                revocation_endpoint: `${base}/oauth/revoke`,
                introspection_endpoint: `${base}/oauth/introspect`,
                pushed_authorization_request_endpoint: `${base}/oauth/par`,
                device_authorization_endpoint: `${base}/oauth/device_authorization`,
                userinfo_endpoint: `${base}/oauth/userinfo`,
            },
        };
    }
    algorithms() {
        return [...new Set(this.keys.jwks().keys.flatMap(({ alg }) => alg ?? []))].sort();
    }
};
ServerMetadata = __decorate([
    Injectable(),
    __param(0, Inject(OFFERED_GRANTS)),
    __metadata("design:paramtypes", [Array, ScopeCatalogue,
        KeyRing,
        Settings])
], ServerMetadata);
export { ServerMetadata };
//# sourceMappingURL=server-metadata.js.map