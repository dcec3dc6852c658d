var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, PrimaryColumn } from 'typeorm';
/** How often somebody failed to sign in under one key, and until when nobody may try. */
let SignInFailure = class SignInFailure {
    /** Keyed hash of an e-mail address, alone or together with where it was tried from. */
    key;
    failures;
    lockedUntil;
    updatedAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SignInFailure.prototype, "key", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], SignInFailure.prototype, "failures", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], SignInFailure.prototype, "lockedUntil", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SignInFailure.prototype, "updatedAt", void 0);
SignInFailure = __decorate([
    Entity('sign_in_failures')
], SignInFailure);
export { SignInFailure };
//# sourceMappingURL=sign-in-failure.entity.js.map