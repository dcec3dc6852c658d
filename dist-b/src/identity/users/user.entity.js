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
/** A person. */
let User = class User {
    id;
    /** Lower case: one mailbox is one person, however it is typed. */
    email;
    name;
    /** Scopes of the user tier that this person holds. */
    roles;
    /** Groups that rules may name; they give no right by themselves. */
    groups;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], User.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], User.prototype, "email", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], User.prototype, "name", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], User.prototype, "roles", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], User.prototype, "groups", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], User.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], User.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], User.prototype, "updatedAt", void 0);
User = __decorate([
    Entity('users'),
    Unique('users_email', ['email']),
    Check('users_status', `status IN ('active', 'inactive')`)
], User);
export { User };
//# sourceMappingURL=user.entity.js.map