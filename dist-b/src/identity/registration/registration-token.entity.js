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
import { User } from '../users/user.entity.js';
/** An initial access token: whoever has it may register clients (RFC 7591 §1.2). */
let RegistrationToken = class RegistrationToken {
    id;
    /** Keyed hash of its text. */
    hash;
    /** What it is for, in an administrator's words. */
    name;
    /** Who answers for the clients; null for nobody. */
    ownerId;
    /** How many more clients it registers. */
    usesLeft;
    /** When it registered a client last. */
    lastUsedAt;
    createdAt;
    expiresAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], RegistrationToken.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], RegistrationToken.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], RegistrationToken.prototype, "name", void 0);
__decorate([
    ForeignKey(() => User, { name: 'registration_tokens_owner', onDelete: 'CASCADE' }),
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], RegistrationToken.prototype, "ownerId", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], RegistrationToken.prototype, "usesLeft", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], RegistrationToken.prototype, "lastUsedAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], RegistrationToken.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], RegistrationToken.prototype, "expiresAt", void 0);
RegistrationToken = __decorate([
    Entity('registration_tokens'),
    Index('registration_tokens_hash', ['hash'], { unique: true }),
    Index('registration_tokens_expires_at', ['expiresAt'])
], RegistrationToken);
export { RegistrationToken };
//# sourceMappingURL=registration-token.entity.js.map