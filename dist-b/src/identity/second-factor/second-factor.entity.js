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
/** What a person shares with an authenticator app (RFC 6238), asked for besides the password. */
let SecondFactor = class SecondFactor {
    userId;
    sealedSecret;
    /** Step of time of the latest code that was accepted: neither it nor an earlier one is accepted again. */
    lastUsedStep;
    createdAt;
};
__decorate([
    ForeignKey(() => User, { name: 'second_factors_user', onDelete: 'CASCADE' }),
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], SecondFactor.prototype, "userId", void 0);
__decorate([
    Column('bytea'),
    __metadata("design:type", Buffer)
], SecondFactor.prototype, "sealedSecret", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], SecondFactor.prototype, "lastUsedStep", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SecondFactor.prototype, "createdAt", void 0);
SecondFactor = __decorate([
    Entity('second_factors')
], SecondFactor);
export { SecondFactor };
//# sourceMappingURL=second-factor.entity.js.map