var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';
/** By what authenticators know a person: random, so that a passkey tells nobody whose it is (WebAuthn §14.6.1). */
let PasskeyHolder = class PasskeyHolder {
    userId;
    /** The user handle, 32 bytes as base64url. */
    handle;
};
__decorate([
    ForeignKey(() => User, { name: 'passkey_holders_user', onDelete: 'CASCADE' }),
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], PasskeyHolder.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PasskeyHolder.prototype, "handle", void 0);
PasskeyHolder = __decorate([
    Entity('passkey_holders'),
    Unique('passkey_holders_handle', ['handle'])
], PasskeyHolder);
export { PasskeyHolder };
//# sourceMappingURL=passkey-holder.entity.js.map