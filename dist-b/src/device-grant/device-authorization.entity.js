var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Client } from '../identity/clients/client.entity.js';
/**
 * A program without a browser that waits for somebody to let it act for them (RFC 8628). It is nobody's until then; from
 * then on its device code is a code as its kind has them: of the person's bridge, or of the OAuth client.
 */
let DeviceAuthorization = class DeviceAuthorization {
    /** Keyed hash of the device code, as of every code of its kind. */
    hash;
    /** Keyed hash of what the person types. */
    userCodeHash;
    /** The OAuth client that waits; null for a program that would become a device. */
    clientId;
    /** What an OAuth client asks for; whoever wrote it reads it. */
    asked;
    /** Who entered the user code first: nobody else may answer. */
    claimedBy;
    /** When they first did: what gives much takes a sign-in since then. */
    claimedAt;
    /** What the program calls the device; anybody could have written it. */
    deviceName;
    /** Begun with it: consent, code and session are part of it. */
    txn;
    /** From which it was asked: for the person who decides, and forgotten with the row. */
    address;
    status;
    /** Seconds between two questions of the program; longer after each that came too soon (RFC 8628 §3.5). */
    intervalSeconds;
    polledAt;
    createdAt;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], DeviceAuthorization.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceAuthorization.prototype, "userCodeHash", void 0);
__decorate([
    ForeignKey(() => Client, 'clientId', { name: 'device_authorizations_client', onDelete: 'CASCADE' }),
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "clientId", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "asked", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "claimedBy", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "claimedAt", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "deviceName", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], DeviceAuthorization.prototype, "txn", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceAuthorization.prototype, "address", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceAuthorization.prototype, "status", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], DeviceAuthorization.prototype, "intervalSeconds", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], DeviceAuthorization.prototype, "polledAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], DeviceAuthorization.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], DeviceAuthorization.prototype, "expiresAt", void 0);
DeviceAuthorization = __decorate([
    Entity('device_authorizations'),
    Check('device_authorizations_status', `status IN ('waiting', 'allowed', 'denied')`),
    Index('device_authorizations_user_code', ['userCodeHash'], { unique: true }),
    Index('device_authorizations_expires_at', ['expiresAt']),
    Index('device_authorizations_client_id', ['clientId'])
], DeviceAuthorization);
export { DeviceAuthorization };
//# sourceMappingURL=device-authorization.entity.js.map