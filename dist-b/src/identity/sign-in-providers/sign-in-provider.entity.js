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
/** A company's OpenID provider, by which its people sign in here. */
let SignInProvider = class SignInProvider {
    id;
    /** In its redirect URI, which is its own (OAuth 2.1 §7.14). */
    slug;
    /** On its button. */
    name;
    /** Compared as a string (OpenID Connect Discovery §3). */
    issuer;
    /** As whom it knows us. */
    clientId;
    sealedSecret;
    secretSetAt;
    /** What is asked of it beside `openid`. */
    scope;
    /** Domains of the e-mail addresses of those whom it may sign in; empty where addresses do not matter. */
    emailDomains;
    /** Whether whoever is not known yet is written down. */
    createPeople;
    /** Whether a verified e-mail address finds a person who is not linked yet. */
    linkVerifiedEmail;
    /** Names of members, from the claims inwards, that lead to the values of {@link roleMap}; empty where there is no such claim. */
    roleClaim;
    /** Which roles a value of the claim gives. */
    roleMap;
    /** Roles of everybody who signs in by it. */
    rolesOfAll;
    /** What its `acr` values are called here. */
    acrMap;
    /** As its metadata had it last: the page with its button must say where the form may lead. */
    authorizationEndpoint;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], SignInProvider.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "slug", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "name", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "issuer", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "clientId", void 0);
__decorate([
    Column('bytea'),
    __metadata("design:type", Buffer)
], SignInProvider.prototype, "sealedSecret", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SignInProvider.prototype, "secretSetAt", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], SignInProvider.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], SignInProvider.prototype, "emailDomains", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], SignInProvider.prototype, "createPeople", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], SignInProvider.prototype, "linkVerifiedEmail", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], SignInProvider.prototype, "roleClaim", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], SignInProvider.prototype, "roleMap", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], SignInProvider.prototype, "rolesOfAll", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], SignInProvider.prototype, "acrMap", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "authorizationEndpoint", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SignInProvider.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SignInProvider.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SignInProvider.prototype, "updatedAt", void 0);
SignInProvider = __decorate([
    Entity('sign_in_providers'),
    Unique('sign_in_providers_slug', ['slug']),
    Unique('sign_in_providers_issuer', ['issuer']),
    Check('sign_in_providers_status', `status IN ('active', 'inactive')`)
], SignInProvider);
export { SignInProvider };
//# sourceMappingURL=sign-in-provider.entity.js.map