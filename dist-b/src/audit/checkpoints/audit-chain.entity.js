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
/** How far a chain is in checkpoints. A note for whoever makes the next one: what counts is what was signed. */
let AuditChain = class AuditChain {
    writer;
    seq;
    hash;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], AuditChain.prototype, "writer", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], AuditChain.prototype, "seq", void 0);
__decorate([
    Column('bytea'),
    __metadata("design:type", Buffer)
], AuditChain.prototype, "hash", void 0);
AuditChain = __decorate([
    Entity('audit_chains')
], AuditChain);
export { AuditChain };
//# sourceMappingURL=audit-chain.entity.js.map