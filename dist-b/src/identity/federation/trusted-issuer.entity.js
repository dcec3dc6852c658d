var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
/** What an issuer's word is taken for. */
export const ISSUER_USES = ['workload', 'subject_token', 'id_jag'];
/** Somebody else who identifies machines or people, and whom we believe. */
let TrustedIssuer = class TrustedIssuer {
    id;
    /** As `iss` has it, compared as a string; or `spiffe://` and a trust domain. */
    issuer;
    name;
    jwksUri;
    jwks;
    /** Values of `aud` of which a token must have one, where more than our own issuer is accepted. */
    audiences;
    algorithms;
    uses;
    /** Whether a workload's token is spent by its use: those of Kubernetes and SPIFFE are used again by design. */
    singleUse;
    /** The most that a token may carry that was got for one of its subject tokens; null only without that use. */
    scope;
    /**
     * Who may exchange those of its tokens that do not say so themselves (none: nobody), or present its ID-JAGs (none:
     * whomever the assertion names).
     */
    clients;
    /** Whether a person without a link may be found by an e-mail address that the issuer has verified. */
    linkVerifiedEmail;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], TrustedIssuer.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], TrustedIssuer.prototype, "issuer", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], TrustedIssuer.prototype, "name", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], TrustedIssuer.prototype, "jwksUri", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], TrustedIssuer.prototype, "jwks", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], TrustedIssuer.prototype, "audiences", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], TrustedIssuer.prototype, "algorithms", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], TrustedIssuer.prototype, "uses", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], TrustedIssuer.prototype, "singleUse", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], TrustedIssuer.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], TrustedIssuer.prototype, "clients", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], TrustedIssuer.prototype, "linkVerifiedEmail", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], TrustedIssuer.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], TrustedIssuer.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], TrustedIssuer.prototype, "updatedAt", void 0);
TrustedIssuer = __decorate([
    Entity('trusted_issuers'),
    Unique('trusted_issuers_issuer', ['issuer']),
    Check('trusted_issuers_keys', `(jwks_uri IS NULL) <> (jwks IS NULL)`),
    Check('trusted_issuers_status', `status IN ('active', 'inactive')`)
], TrustedIssuer);
export { TrustedIssuer };
//# sourceMappingURL=trusted-issuer.entity.js.map