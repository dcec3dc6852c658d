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
/** A key by which a script acts for its owner. Whether it may still act is in its session. */
let AccessKey = class AccessKey {
    /** Stands in the key's text, so that the row is found without looking for a secret. */
    id;
    /** The owner. */
    userId;
    sessionId;
    /** Keyed hash of the key's whole text. */
    hash;
    name;
    scope;
    /** Resource identifiers of the upstreams that it opens; null for any. */
    resources;
    /** Addresses and CIDR ranges from which it is accepted; none for anywhere. */
    addresses;
    createdAt;
    expiresAt;
    /** To the minute. */
    lastUsedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], AccessKey.prototype, "id", void 0);
__decorate([
    ForeignKey(() => User, { name: 'access_keys_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], AccessKey.prototype, "userId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], AccessKey.prototype, "sessionId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AccessKey.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AccessKey.prototype, "name", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AccessKey.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], AccessKey.prototype, "resources", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], AccessKey.prototype, "addresses", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AccessKey.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AccessKey.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], AccessKey.prototype, "lastUsedAt", void 0);
AccessKey = __decorate([
    Entity('access_keys'),
    Index('access_keys_user_id', ['userId']),
    Index('access_keys_expires_at', ['expiresAt'])
], AccessKey);
export { AccessKey };
//# sourceMappingURL=access-key.entity.js.map