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
export const SIGNING_ALGORITHMS = ['ES256', 'EdDSA', 'RS256'];
/** One key of the ring. At most one is next and one active for each algorithm. */
let SigningKey = class SigningKey {
    /** RFC 7638 thumbprint. */
    kid;
    algorithm;
    state;
    publicJwk;
    /** PKCS#8, sealed under the key-encryption key. */
    sealedPrivateKey;
    createdAt;
    activatedAt;
    retiredAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SigningKey.prototype, "kid", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SigningKey.prototype, "algorithm", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SigningKey.prototype, "state", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], SigningKey.prototype, "publicJwk", void 0);
__decorate([
    Column('bytea'),
    __metadata("design:type", Buffer)
], SigningKey.prototype, "sealedPrivateKey", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SigningKey.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], SigningKey.prototype, "activatedAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], SigningKey.prototype, "retiredAt", void 0);
SigningKey = __decorate([
    Entity('signing_keys'),
    Index('signing_keys_one', ['algorithm', 'state'], { unique: true, where: `state <> 'retired'` }),
    Check('signing_keys_state', `state IN ('next', 'active', 'retired')`),
    Check('signing_keys_algorithm', `algorithm IN ('ES256', 'EdDSA', 'RS256')`)
], SigningKey);
export { SigningKey };
//# sourceMappingURL=signing-key.entity.js.map