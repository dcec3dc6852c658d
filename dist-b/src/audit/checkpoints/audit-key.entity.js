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
/** A public key by which checkpoints were signed: kept when the key ring has long forgotten it. Append-only. */
let AuditKey = class AuditKey {
    kid;
    at;
    jwk;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], AuditKey.prototype, "kid", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuditKey.prototype, "at", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], AuditKey.prototype, "jwk", void 0);
AuditKey = __decorate([
    Entity('audit_keys')
], AuditKey);
export { AuditKey };
//# sourceMappingURL=audit-key.entity.js.map