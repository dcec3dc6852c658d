var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Client } from '../../identity/clients/client.entity.js';
/** A validated authorization request: sign-in and consent refer to it alone, never to the URL that it came by. */
let AuthorizationRequest = class AuthorizationRequest {
    /** Keyed hash of its id. */
    hash;
    clientId;
    parameters;
    /** Begun with it: consent, code and session are part of it. */
    txn;
    createdAt;
    expiresAt;
    /** When a browser came with it; a pushed one waits until then. */
    startedAt;
    /** Keyed hash of the browser's cookie: nobody else may finish it. */
    browser;
    /** Digest of what a person agreed to in this very request. */
    consented;
    /** It is answered once (RFC 9126 §4). */
    completedAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], AuthorizationRequest.prototype, "hash", void 0);
__decorate([
    ForeignKey(() => Client, 'clientId', { name: 'authorization_requests_client', onDelete: 'CASCADE' }),
    Column('text'),
    __metadata("design:type", String)
], AuthorizationRequest.prototype, "clientId", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], AuthorizationRequest.prototype, "parameters", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], AuthorizationRequest.prototype, "txn", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationRequest.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuthorizationRequest.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationRequest.prototype, "startedAt", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationRequest.prototype, "browser", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationRequest.prototype, "consented", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], AuthorizationRequest.prototype, "completedAt", void 0);
AuthorizationRequest = __decorate([
    Entity('authorization_requests'),
    Index('authorization_requests_client_id', ['clientId']),
    Index('authorization_requests_expires_at', ['expiresAt'])
], AuthorizationRequest);
export { AuthorizationRequest };
//# sourceMappingURL=authorization-request.entity.js.map