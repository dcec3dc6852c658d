var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';
/** The hash of a person's password: argon2id, or bcrypt that was imported and not used since. */
let Password = class Password {
    userId;
    /** PHC string, or bcrypt's modular crypt format. */
    hash;
    changedAt;
};
__decorate([
    ForeignKey(() => User, { name: 'passwords_user', onDelete: 'CASCADE' }),
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Password.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Password.prototype, "hash", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Password.prototype, "changedAt", void 0);
Password = __decorate([
    Entity('passwords')
], Password);
export { Password };
//# sourceMappingURL=password.entity.js.map