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
/** A link by which a person sets a password, once. */
let SetupLink = class SetupLink {
    /** Keyed hash of the token in the link. */
    hash;
    userId;
    createdAt;
    expiresAt;
    usedAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SetupLink.prototype, "hash", void 0);
__decorate([
    ForeignKey(() => User, { name: 'setup_links_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], SetupLink.prototype, "userId", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SetupLink.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SetupLink.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], SetupLink.prototype, "usedAt", void 0);
SetupLink = __decorate([
    Entity('setup_links'),
    Index('setup_links_user_id', ['userId'])
], SetupLink);
export { SetupLink };
//# sourceMappingURL=setup-link.entity.js.map