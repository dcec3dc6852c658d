var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { isIP } from 'node:net';
import { EmailAddress, KeySet, ListOf, Matching, Nullable, Omittable, OneOf, SomeOf, Such, Text, Timestamp, TrueOrFalse, } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { isRedirectUri } from '../../kernel/redirect-uri.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { isScope } from '../../kernel/scope-set.js';
import { SIGNING_ALGORITHMS } from '../../keys/key-ring.contract.js';
import { CLIENT_AUTHENTICATION, CLIENT_KINDS, } from './client.entity.js';
import { ASSERTION, DEVICE_CODE, EXCHANGE, isClientId } from './client.rules.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
/** What a client may ask tokens with, at this time. */
export const GRANTABLE = [
    'client_credentials',
    'authorization_code',
    'refresh_token',
    EXCHANGE,
    ASSERTION,
    DEVICE_CODE,
];
/** Audiences that are no resource. */
export const AUDIENCES = ['hook'];
const REDIRECT_URIS = 'redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *';
/** A resource identifier that PostgreSQL, a header and a URL can all carry. */
export const RESOURCE = {
    test: (text) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text),
};
/** A client in the words of RFC 7591 §2, as an administrator registers it. */
let ClientRequest = class ClientRequest {
    client_name;
    kind;
    /** Which client can be without is a rule of its own. */
    owner_id;
    grant_types;
    scope;
    token_endpoint_auth_method = 'client_secret_basic';
    jwks;
    jwks_uri;
    token_endpoint_auth_signing_alg;
    tls_client_auth_subject_dn;
    tls_client_auth_san_dns;
    tls_client_auth_san_uri;
    tls_client_auth_san_ip;
    tls_client_auth_san_email;
    dpop_bound_access_tokens = false;
    tls_client_certificate_bound_access_tokens = false;
    exchange_from = [];
    exchange_id_tokens = false;
    /** Whether a code that people type may give it roles of administration: for owners alone to say. */
    device_authorization_administration = false;
    resources;
    audiences = [];
    default_audience;
    plugin_ids = [];
    expires_at;
    purpose;
    subject = 'owner';
    client_uri;
    redirect_uris = [];
    post_logout_redirect_uris = [];
    backchannel_logout_uri;
    backchannel_logout_session_required = false;
    subject_type = 'public';
    sector_identifier_uri;
    first_party = false;
    require_pushed_authorization_requests = false;
    introspects = [];
    id_token_signed_response_alg = 'RS256';
    introspection_signed_response_alg = 'RS256';
    userinfo_signed_response_alg;
    status = 'active';
};
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], ClientRequest.prototype, "client_name", void 0);
__decorate([
    OneOf(...CLIENT_KINDS),
    __metadata("design:type", String)
], ClientRequest.prototype, "kind", void 0);
__decorate([
    Nullable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "owner_id", void 0);
__decorate([
    SomeOf(GRANTABLE, 1),
    __metadata("design:type", Array)
], ClientRequest.prototype, "grant_types", void 0);
__decorate([
    Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces'),
    __metadata("design:type", String)
], ClientRequest.prototype, "scope", void 0);
__decorate([
    Omittable(),
    OneOf(...CLIENT_AUTHENTICATION),
    __metadata("design:type", String)
], ClientRequest.prototype, "token_endpoint_auth_method", void 0);
__decorate([
    Nullable(),
    KeySet(),
    __metadata("design:type", Object)
], ClientRequest.prototype, "jwks", void 0);
__decorate([
    Nullable(),
    Such(isHttpsUrl, 'must be an https URL'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "jwks_uri", void 0);
__decorate([
    Nullable(),
    OneOf(...FOREIGN_ALGORITHMS),
    __metadata("design:type", Object)
], ClientRequest.prototype, "token_endpoint_auth_signing_alg", void 0);
__decorate([
    Nullable(),
    Text(1, 1000),
    __metadata("design:type", Object)
], ClientRequest.prototype, "tls_client_auth_subject_dn", void 0);
__decorate([
    Nullable(),
    Matching(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'must be a DNS name'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "tls_client_auth_san_dns", void 0);
__decorate([
    Nullable(),
    Matching(/^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,2000}$/i, 'must be an absolute URI'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "tls_client_auth_san_uri", void 0);
__decorate([
    Nullable(),
    Such((text) => isIP(text) !== 0, 'must be an IP address'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "tls_client_auth_san_ip", void 0);
__decorate([
    Nullable(),
    EmailAddress(),
    __metadata("design:type", Object)
], ClientRequest.prototype, "tls_client_auth_san_email", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "dpop_bound_access_tokens", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "tls_client_certificate_bound_access_tokens", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isClientId }, 'client ids', 0, 100),
    __metadata("design:type", Array)
], ClientRequest.prototype, "exchange_from", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "exchange_id_tokens", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "device_authorization_administration", void 0);
__decorate([
    Nullable(),
    ListOf(RESOURCE, 'resource URIs', 0, 100),
    __metadata("design:type", Object)
], ClientRequest.prototype, "resources", void 0);
__decorate([
    Omittable(),
    SomeOf(AUDIENCES, 0),
    __metadata("design:type", Array)
], ClientRequest.prototype, "audiences", void 0);
__decorate([
    Nullable(),
    Matching(/^[\x21-\x7e]{1,2048}$/, 'must be one of the audiences, or a resource'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "default_audience", void 0);
__decorate([
    Omittable(),
    ListOf(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'plugin ids', 0, 100),
    __metadata("design:type", Array)
], ClientRequest.prototype, "plugin_ids", void 0);
__decorate([
    Nullable(),
    Timestamp(),
    __metadata("design:type", Object)
], ClientRequest.prototype, "expires_at", void 0);
__decorate([
    Nullable(),
    Text(1, 1000),
    __metadata("design:type", Object)
], ClientRequest.prototype, "purpose", void 0);
__decorate([
    Omittable(),
    OneOf('owner', 'client'),
    __metadata("design:type", String)
], ClientRequest.prototype, "subject", void 0);
__decorate([
    Nullable(),
    Such(isHttpsUrl, 'must be an https URL'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "client_uri", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isRedirectUri }, REDIRECT_URIS, 0, 50),
    __metadata("design:type", Array)
], ClientRequest.prototype, "redirect_uris", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isRedirectUri }, REDIRECT_URIS, 0, 50),
    __metadata("design:type", Array)
], ClientRequest.prototype, "post_logout_redirect_uris", void 0);
__decorate([
    Nullable(),
    Such(isLogoutUri, 'must be an https URL in canonical form, or http for a loopback address; no fragment, user or *'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "backchannel_logout_uri", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "backchannel_logout_session_required", void 0);
__decorate([
    Omittable(),
    OneOf('public', 'pairwise'),
    __metadata("design:type", String)
], ClientRequest.prototype, "subject_type", void 0);
__decorate([
    Nullable(),
    Such(isHttpsUrl, 'must be an https URL'),
    __metadata("design:type", Object)
], ClientRequest.prototype, "sector_identifier_uri", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "first_party", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], ClientRequest.prototype, "require_pushed_authorization_requests", void 0);
__decorate([
    Omittable(),
    ListOf(RESOURCE, 'resource URIs', 0, 100),
    __metadata("design:type", Array)
], ClientRequest.prototype, "introspects", void 0);
__decorate([
    Omittable(),
    OneOf(...SIGNING_ALGORITHMS),
    __metadata("design:type", String)
], ClientRequest.prototype, "id_token_signed_response_alg", void 0);
__decorate([
    Omittable(),
    OneOf(...SIGNING_ALGORITHMS),
    __metadata("design:type", String)
], ClientRequest.prototype, "introspection_signed_response_alg", void 0);
__decorate([
    Nullable(),
    OneOf(...SIGNING_ALGORITHMS),
    __metadata("design:type", Object)
], ClientRequest.prototype, "userinfo_signed_response_alg", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], ClientRequest.prototype, "status", void 0);
ClientRequest = __decorate([
    Example({
        client_name: 'Report writer',
        kind: 'agent',
        owner_id: EXAMPLE.user,
        grant_types: ['client_credentials'],
        scope: 'mcp',
        purpose: 'Writes the weekly report',
        expires_at: EXAMPLE.time,
    }, { purpose: 'Writes the weekly and the monthly report' })
], ClientRequest);
export { ClientRequest };
/** A redirect URI, but for those that only a program on a person's own computer answers to. */
function isLogoutUri(text) {
    return isRedirectUri(text) && /^https?:/.test(text);
}
function isHttpsUrl(text) {
    return text.length <= 2048 && /^https:\/\/[\x21-\x7e]+$/.test(text) && parsedUrl(text) !== null;
}
//# sourceMappingURL=client.request.js.map