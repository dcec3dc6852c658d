var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';
/** As whom another issuer knows one of our people. */
let UserIdentity = class UserIdentity {
    id;
    userId;
    issuer;
    /** Empty for an issuer that has one tenant: a subject is unique within its tenant alone. */
    tenant;
    subject;
    /** Roles that the person has by a sign-in provider's mapping alone: it takes them again. */
    grantedRoles;
    createdAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], UserIdentity.prototype, "id", void 0);
__decorate([
    ForeignKey(() => User, { name: 'user_identities_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], UserIdentity.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], UserIdentity.prototype, "issuer", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], UserIdentity.prototype, "tenant", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], UserIdentity.prototype, "subject", void 0);
__decorate([
    Column('text', { array: true, default: '{}' }),
    __metadata("design:type", Array)
], UserIdentity.prototype, "grantedRoles", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], UserIdentity.prototype, "createdAt", void 0);
UserIdentity = __decorate([
    Entity('user_identities'),
    Unique('user_identities_one', ['issuer', 'tenant', 'subject']),
    Index('user_identities_user_id', ['userId'])
], UserIdentity);
export { UserIdentity };
//# sourceMappingURL=user-identity.entity.js.map