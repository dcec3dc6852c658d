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
/**
 * An authorization server of somebody else, which believes what we say of our people: ID-JAGs are issued for it (Identity
 * Assertion JWT Authorization Grant §4.3).
 */
let AuthorizationServer = class AuthorizationServer {
    id;
    /** Its issuer identifier, compared as a string (RFC 8414 §2). */
    issuer;
    name;
    /** Identifiers of the resources that it serves (RFC 9728 §1.2). */
    resources;
    /** Names of its own scopes for which our clients may ask; none of them is one of ours. */
    scope;
    /** Who may ask, by id here, and by which id that server knows them. */
    clients;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], AuthorizationServer.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuthorizationServer.prototype, "issuer", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuthorizationServer.prototype, "name", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AuthorizationServer.prototype, "resources", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AuthorizationServer.prototype, "scope", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], AuthorizationServer.prototype, "clients", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuthorizationServer.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationServer.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationServer.prototype, "updatedAt", void 0);
AuthorizationServer = __decorate([
    Entity('authorization_servers'),
    Unique('authorization_servers_issuer', ['issuer']),
    Check('authorization_servers_status', `status IN ('active', 'inactive')`)
], AuthorizationServer);
export { AuthorizationServer };
//# sourceMappingURL=authorization-server.entity.js.map