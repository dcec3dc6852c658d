var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';
/** A person's passkey: a credential record of WebAuthn Level 3 §4. */
let Passkey = class Passkey {
    id;
    userId;
    /** Base64url; at most 1023 bytes (§7.1 step 25), and nobody else's (step 26). */
    credentialId;
    /** COSE key, base64url. */
    publicKey;
    /** Signature counter, 32 bits; 0 for authenticators that have none. */
    counter;
    /** Whether it may be synced to other devices; that never changes. */
    backupEligible;
    backedUp;
    transports;
    /** The authenticator's model, by its own word; all zero where it tells none. */
    aaguid;
    name;
    createdAt;
    lastUsedAt;
    /** When its counter last went back: there may be a copy. */
    suspectAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Passkey.prototype, "id", void 0);
__decorate([
    ForeignKey(() => User, { name: 'passkeys_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], Passkey.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Passkey.prototype, "credentialId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Passkey.prototype, "publicKey", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", Number)
], Passkey.prototype, "counter", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Passkey.prototype, "backupEligible", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Passkey.prototype, "backedUp", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Passkey.prototype, "transports", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], Passkey.prototype, "aaguid", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Passkey.prototype, "name", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Passkey.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Passkey.prototype, "lastUsedAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Passkey.prototype, "suspectAt", void 0);
Passkey = __decorate([
    Entity('passkeys'),
    Unique('passkeys_credential', ['credentialId']),
    Index('passkeys_user_id', ['userId']),
    Check('passkeys_credential_length', 'length(credential_id) <= 1364'),
    Check('passkeys_backup', 'backup_eligible OR NOT backed_up')
], Passkey);
export { Passkey };
//# sourceMappingURL=passkey.entity.js.map