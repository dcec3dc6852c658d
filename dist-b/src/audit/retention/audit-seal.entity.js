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
/** A piece of time whose evidence was dropped, past its retention. The owner alone adds to it; append-only. */
let AuditSeal = class AuditSeal {
    begins;
    ends;
    at;
    receipts;
    /** Rows that were older than the chains. */
    unchained;
    /** The last one that took in any of it; null when it took in none. */
    checkpoint;
    /** SHA-256 of that checkpoint as it was signed. */
    digest;
};
__decorate([
    PrimaryColumn('timestamptz'),
    __metadata("design:type", Date)
], AuditSeal.prototype, "begins", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuditSeal.prototype, "ends", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuditSeal.prototype, "at", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], AuditSeal.prototype, "receipts", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], AuditSeal.prototype, "unchained", void 0);
__decorate([
    Column('bigint', { nullable: true }),
    __metadata("design:type", Object)
], AuditSeal.prototype, "checkpoint", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], AuditSeal.prototype, "digest", void 0);
AuditSeal = __decorate([
    Entity('audit_seals')
], AuditSeal);
export { AuditSeal };
//# sourceMappingURL=audit-seal.entity.js.map