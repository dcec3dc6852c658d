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
import { User } from '../../identity/users/user.entity.js';
/** A program on a person's machine that acts for them. Whether it still may is in its session. */
let Device = class Device {
    /** `act.sub` of its tokens. */
    id;
    userId;
    /** Everything that the device opens comes from it, and ends with it. */
    sessionId;
    name;
    /** Thumbprint of the key by which it renews its tokens (RFC 7638). */
    jkt;
    /** The same of a TLS certificate, SHA-256 of its DER. */
    certificate;
    /** Null while an administrator has not let it in. */
    approvedAt;
    /** Keyed hash of the address from which it came first. */
    origin;
    createdAt;
    expiresAt;
    /** When it last got a token. */
    lastSeenAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Device.prototype, "id", void 0);
__decorate([
    ForeignKey(() => User, { name: 'devices_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], Device.prototype, "userId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], Device.prototype, "sessionId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Device.prototype, "name", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Device.prototype, "jkt", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Device.prototype, "certificate", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Device.prototype, "approvedAt", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Device.prototype, "origin", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Device.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Device.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Device.prototype, "lastSeenAt", void 0);
Device = __decorate([
    Entity('devices'),
    Index('devices_user_id', ['userId']),
    Index('devices_expires_at', ['expiresAt']),
    Index('devices_jkt', ['jkt'], { where: 'jkt IS NOT NULL' }),
    Index('devices_certificate', ['certificate'], { where: 'certificate IS NOT NULL' })
], Device);
export { Device };
//# sourceMappingURL=device.entity.js.map