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
import { SignInProvider } from './sign-in-provider.entity.js';
/** Somebody who was sent to a company's provider, and may come back once. */
let CompanySignIn = class CompanySignIn {
    /** Keyed hash of the state. Nonce and verifier are made of the state, so that nothing here is of use to a thief. */
    hash;
    providerId;
    /** Keyed hash of the browser's cookie: nobody else may finish it. */
    browser;
    /** Path of ours where the person goes on. */
    next;
    /** When the provider must have authenticated the person at the earliest; null where any time will do. */
    notBefore;
    createdAt;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], CompanySignIn.prototype, "hash", void 0);
__decorate([
    ForeignKey(() => SignInProvider, { name: 'company_sign_ins_provider', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], CompanySignIn.prototype, "providerId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CompanySignIn.prototype, "browser", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CompanySignIn.prototype, "next", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], CompanySignIn.prototype, "notBefore", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], CompanySignIn.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], CompanySignIn.prototype, "expiresAt", void 0);
CompanySignIn = __decorate([
    Entity('company_sign_ins'),
    Index('company_sign_ins_provider_id', ['providerId']),
    Index('company_sign_ins_expires_at', ['expiresAt'])
], CompanySignIn);
export { CompanySignIn };
//# sourceMappingURL=company-sign-in.entity.js.map