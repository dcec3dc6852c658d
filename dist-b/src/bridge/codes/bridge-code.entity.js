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
/** A code that a device exchanges once for a session of the person whom it was made for. */
let BridgeCode = class BridgeCode {
    /** Keyed hash of the code. */
    hash;
    userId;
    deviceName;
    /** SHA-256 of what only the program knows that asked for it (RFC 7636 §4.2); null for one that a person carries. */
    challenge;
    /** The transaction in which it was made, and that it begins a device in. */
    txn;
    createdAt;
    expiresAt;
    usedAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], BridgeCode.prototype, "hash", void 0);
__decorate([
    ForeignKey(() => User, { name: 'bridge_codes_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], BridgeCode.prototype, "userId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], BridgeCode.prototype, "deviceName", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], BridgeCode.prototype, "challenge", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], BridgeCode.prototype, "txn", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], BridgeCode.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], BridgeCode.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], BridgeCode.prototype, "usedAt", void 0);
BridgeCode = __decorate([
    Entity('bridge_codes'),
    Index('bridge_codes_user_id', ['userId']),
    Index('bridge_codes_expires_at', ['expiresAt'])
], BridgeCode);
export { BridgeCode };
//# sourceMappingURL=bridge-code.entity.js.map