var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** A challenge that was given out and not answered yet; whoever answers deletes it, in any replica. */
let PasskeyCeremony = class PasskeyCeremony {
    /** Keyed hash of the challenge. */
    hash;
    kind;
    /** Keyed hash of the secret of the browser that asked. */
    browserHash;
    /** Id of the sign-in, or keyed hash of the setup link; empty for a sign-in that is yet to be. */
    boundTo;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], PasskeyCeremony.prototype, "hash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PasskeyCeremony.prototype, "kind", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PasskeyCeremony.prototype, "browserHash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PasskeyCeremony.prototype, "boundTo", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], PasskeyCeremony.prototype, "expiresAt", void 0);
PasskeyCeremony = __decorate([
    Entity('passkey_ceremonies'),
    Check('passkey_ceremonies_kind', `kind IN ('sign-in', 'register', 'set-up')`),
    Index('passkey_ceremonies_expires_at', ['expiresAt'])
], PasskeyCeremony);
export { PasskeyCeremony };
//# sourceMappingURL=passkey-ceremony.entity.js.map