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
/** A code that stands in, once, for one of an app that was lost; gone when it is used. */
let RecoveryCode = class RecoveryCode {
    /** Keyed hash of the code and whose it is. */
    hash;
    userId;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], RecoveryCode.prototype, "hash", void 0);
__decorate([
    ForeignKey(() => SecondFactor, { name: 'recovery_codes_second_factor', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], RecoveryCode.prototype, "userId", void 0);
RecoveryCode = __decorate([
    Entity('recovery_codes'),
    Index('recovery_codes_user_id', ['userId'])
], RecoveryCode);
export { RecoveryCode };
//# sourceMappingURL=recovery-code.entity.js.map