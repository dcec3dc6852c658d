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
import { SecondFactor } from './second-factor.entity.js';
/** A sign-in whose password was right, and whose second factor is asked for; gone when it is done. */
let PendingSignIn = class PendingSignIn {
    /** Keyed hash of the handle in the form. */
    hash;
    /** Keyed hash of the secret of the browser at which it was begun. */
    browserHash;
    userId;
    /** Keyed hash of the hash of the password that was right. */
    proof;
    /** Codes that were looked at. */
    attempts;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], PendingSignIn.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PendingSignIn.prototype, "browserHash", void 0);
__decorate([
    ForeignKey(() => SecondFactor, { name: 'pending_sign_ins_second_factor', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], PendingSignIn.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PendingSignIn.prototype, "proof", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], PendingSignIn.prototype, "attempts", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], PendingSignIn.prototype, "expiresAt", void 0);
PendingSignIn = __decorate([
    Entity('pending_sign_ins'),
    Index('pending_sign_ins_user_id', ['userId']),
    Index('pending_sign_ins_expires_at', ['expiresAt'])
], PendingSignIn);
export { PendingSignIn };
//# sourceMappingURL=pending-sign-in.entity.js.map