var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
/** How long evidence is kept: written by the owner at the start, from the setting, so that nobody else can shorten it. */
let AuditRetention = class AuditRetention {
    id;
    /** Null: for ever. */
    days;
};
__decorate([
    PrimaryColumn('integer'),
    __metadata("design:type", Number)
], AuditRetention.prototype, "id", void 0);
__decorate([
    Column('integer', { nullable: true }),
    __metadata("design:type", Object)
], AuditRetention.prototype, "days", void 0);
AuditRetention = __decorate([
    Entity('audit_retention'),
    Check('audit_retention_one', 'id = 1')
], AuditRetention);
export { AuditRetention };
//# sourceMappingURL=audit-retention.entity.js.map