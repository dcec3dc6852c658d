var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** An authorization code, and all that was decided when it was given (RFC 6749 §4.1.2). */
let AuthorizationCode = class AuthorizationCode {
    /** Keyed hash of the code. */
    hash;
    clientId;
    userId;
    webSessionId;
    /** Null, as is the challenge, of a code that was the client's before it was allowed: a device code (RFC 8628). */
    redirectUri;
    /** Whether the authorization request named it: then the token request must repeat it. */
    redirectUriSent;
    codeChallenge;
    /** Thumbprint of the key that must prove itself when the code is redeemed (RFC 9449 §10). */
    dpopJkt;
    scope;
    resources;
    nonce;
    claims;
    authenticatedAt;
    acr;
    amr;
    /** The transaction in which it was given. */
    txn;
    /** Wrong code verifiers so far. */
    failures;
    expiresAt;
    redeemedAt;
    /** The session that it was redeemed for: a replay closes it. */
    sessionId;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "clientId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "userId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "webSessionId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "redirectUri", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], AuthorizationCode.prototype, "redirectUriSent", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "codeChallenge", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "dpopJkt", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AuthorizationCode.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AuthorizationCode.prototype, "resources", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "nonce", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "claims", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationCode.prototype, "authenticatedAt", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "acr", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AuthorizationCode.prototype, "amr", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], AuthorizationCode.prototype, "txn", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], AuthorizationCode.prototype, "failures", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationCode.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "redeemedAt", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationCode.prototype, "sessionId", void 0);
AuthorizationCode = __decorate([
    Entity('authorization_codes'),
    Index('authorization_codes_client_id', ['clientId'], { where: 'redeemed_at IS NULL' }),
    Index('authorization_codes_user_id', ['userId'], { where: 'redeemed_at IS NULL' }),
    Index('authorization_codes_expires_at', ['expiresAt'])
], AuthorizationCode);
export { AuthorizationCode };
//# sourceMappingURL=authorization-code.entity.js.map