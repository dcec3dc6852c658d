var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';
export const CLIENT_KINDS = ['agent', 'application', 'service'];
/**
 * Methods of client authentication that are offered (RFC 6749 §2.3.1, OpenID Connect Core §9, RFC 8705 §2);
 * `workload_identity`: by a token of an issuer that is trusted for machines (RFC 7521 §4.2); `none` is a public client's.
 */
export const CLIENT_AUTHENTICATION = [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
    'workload_identity',
    'none',
];
/** Who registered a client: an administrator; whoever came to the registration endpoint (RFC 7591); or nobody, its id is the URL of a document. */
export const REGISTRATIONS = ['administrator', 'dynamic', 'metadata_document'];
/** What a client's certificate is known by: one of these (RFC 8705 §2.1.2). */
export const CERTIFICATE_NAMES = ['subject_dn', 'san_dns', 'san_uri', 'san_ip', 'san_email'];
/** An OAuth client: an agent, an application or a service that a person owns. */
let Client = class Client {
    id;
    clientId;
    clientName;
    kind;
    registration;
    /**
     * Null when the owner was deleted, and such a client gets no token; or when no administrator registered it: then it
     * acts for the people who let it in, and never for itself.
     */
    ownerId;
    grantTypes;
    scope;
    tokenEndpointAuthMethod;
    /** Keys under which it signs assertions, or certificates that it presents itself; or where they are. */
    jwks;
    jwksUri;
    /** The one algorithm of its assertions; null for any that is accepted. */
    tokenEndpointAuthSigningAlg;
    tlsClientAuth;
    /** Whether its tokens must be bound to a key of its own (RFC 9449 §5.2). */
    dpopBoundAccessTokens;
    /** Whether its tokens must be bound to its certificate (RFC 8705 §3.4). */
    tlsClientCertificateBoundAccessTokens;
    /** Clients, besides those of the same owner, that may exchange its tokens (RFC 8693). */
    exchangeFrom;
    /** Whether it may exchange ID tokens that were made for it. */
    exchangeIdTokens;
    /** Whether a code that people type may give it roles of administration. Owners alone decide it. */
    deviceAuthorizationAdministration;
    /** Resources it may name; null means any registered upstream. */
    resources;
    /** Audiences that are no resource, such as `hook`. */
    audiences;
    /** Audience of a token that was asked for without one; null means the issuer. */
    defaultAudience;
    pluginIds;
    subject;
    /** What it is for; of an agent that nobody has said so of, its name. */
    purpose;
    /** Its home page: the consent page shows the host. */
    clientUri;
    /** Compared as strings, but for the port of a loopback address (OAuth 2.1 §2.3.1). */
    redirectUris;
    postLogoutRedirectUris;
    /** Where it is told that a person has signed out (OpenID Connect Back-Channel Logout §2.2). */
    backchannelLogoutUri;
    /** Whether it must be told which sign-in that was; everybody is. */
    backchannelLogoutSessionRequired;
    /** Where all redirect URIs of its sector are listed (OpenID Connect Core §8.1). */
    sectorIdentifierUri;
    /** Clients of one sector know a person by the same name, which no others know; null for the name that all know. */
    sector;
    /** Whether it is the company's own, so that nobody is asked for consent. */
    firstParty;
    /** Whether its authorization requests must be pushed (RFC 9126 §6). */
    requirePushedAuthorizationRequests;
    /** Resources of which it is the server: it may introspect their tokens (RFC 7662 §2.1). */
    introspects;
    idTokenSignedResponseAlg;
    introspectionSignedResponseAlg;
    /** Null for a plain JSON answer. */
    userinfoSignedResponseAlg;
    /** From then on it gets and does nothing. Every agent has an end. */
    expiresAt;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Client.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "clientId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "clientName", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "kind", void 0);
__decorate([
    Column('text', { default: 'administrator' }),
    __metadata("design:type", String)
], Client.prototype, "registration", void 0);
__decorate([
    ForeignKey(() => User, { name: 'clients_owner_id', onDelete: 'SET NULL' }),
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "ownerId", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "grantTypes", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "scope", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "tokenEndpointAuthMethod", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "jwks", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "jwksUri", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "tokenEndpointAuthSigningAlg", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "tlsClientAuth", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Client.prototype, "dpopBoundAccessTokens", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Client.prototype, "tlsClientCertificateBoundAccessTokens", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "exchangeFrom", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Client.prototype, "exchangeIdTokens", void 0);
__decorate([
    Column('boolean', { default: false }),
    __metadata("design:type", Boolean)
], Client.prototype, "deviceAuthorizationAdministration", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "resources", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "audiences", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "defaultAudience", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "pluginIds", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "subject", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "purpose", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "clientUri", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "redirectUris", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "postLogoutRedirectUris", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "backchannelLogoutUri", void 0);
__decorate([
    Column('boolean', { default: false }),
    __metadata("design:type", Boolean)
], Client.prototype, "backchannelLogoutSessionRequired", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "sectorIdentifierUri", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "sector", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Client.prototype, "firstParty", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Client.prototype, "requirePushedAuthorizationRequests", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Client.prototype, "introspects", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "idTokenSignedResponseAlg", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "introspectionSignedResponseAlg", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "userinfoSignedResponseAlg", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Client.prototype, "expiresAt", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Client.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Client.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Client.prototype, "updatedAt", void 0);
Client = __decorate([
    Entity('clients'),
    Unique('clients_client_id', ['clientId']),
    Index('clients_owner', ['ownerId'])
    // Of expressions, which only the migration can say.
    ,
    Index('clients_name_prefix', { synchronize: false }),
    Index('clients_client_id_prefix', { synchronize: false }),
    Index('clients_expires_at', ['expiresAt'], { where: 'expires_at IS NOT NULL' }),
    Check('clients_kind', `kind IN ('agent', 'application', 'service')`),
    Check('clients_subject', `subject IN ('owner', 'client')`),
    Check('clients_status', `status IN ('active', 'inactive')`),
    Check('clients_agents', `kind <> 'agent' OR (purpose IS NOT NULL AND expires_at IS NOT NULL)`),
    Check('clients_registration', `registration IN ('administrator', 'dynamic', 'metadata_document')`)
], Client);
export { Client };
//# sourceMappingURL=client.entity.js.map