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
import { Client } from '../clients/client.entity.js';
import { TrustedIssuer } from './trusted-issuer.entity.js';
/** Which of an issuer's workloads are which client, and how much of that client they may be. */
let WorkloadRule = class WorkloadRule {
    id;
    issuerId;
    name;
    claims;
    clientId;
    /** Null for all that the client may have. */
    scope;
    /** Null for all that the client may name. */
    resources;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], WorkloadRule.prototype, "id", void 0);
__decorate([
    ForeignKey(() => TrustedIssuer, { name: 'workload_rules_issuer', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], WorkloadRule.prototype, "issuerId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], WorkloadRule.prototype, "name", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], WorkloadRule.prototype, "claims", void 0);
__decorate([
    ForeignKey(() => Client, 'clientId', { name: 'workload_rules_client', onDelete: 'CASCADE' }),
    Column('text'),
    __metadata("design:type", String)
], WorkloadRule.prototype, "clientId", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], WorkloadRule.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], WorkloadRule.prototype, "resources", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], WorkloadRule.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], WorkloadRule.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], WorkloadRule.prototype, "updatedAt", void 0);
WorkloadRule = __decorate([
    Entity('workload_rules'),
    Unique('workload_rules_name', ['issuerId', 'name']),
    Index('workload_rules_client_id', ['clientId']),
    Check('workload_rules_status', `status IN ('active', 'inactive')`)
], WorkloadRule);
export { WorkloadRule };
//# sourceMappingURL=workload-rule.entity.js.map