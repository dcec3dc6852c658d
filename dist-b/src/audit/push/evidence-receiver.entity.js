var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
export const RECEIVER_KINDS = ['webhook', 'syslog'];
/** Somebody to whom evidence is sent, and how far it was. */
let EvidenceReceiver = class EvidenceReceiver {
    id;
    name;
    kind;
    url;
    /** What it is sent, such as `token.issued` or `gate.*`; empty for everything. */
    kinds;
    /** Empty for all. */
    decisions;
    status;
    /** By which a webhook is signed, under the key-encryption key. */
    sealedSecret;
    secretSetAt;
    /** The last checkpoint of which it has everything. */
    checkpoint;
    /** The last receipt that it has of the next checkpoint, by id; null when it has none of them. */
    after;
    /** Tries in a row that failed. */
    attempts;
    /** Nobody tries again before then. */
    nextAt;
    /** Whose turn it is, until when. */
    lease;
    leasedUntil;
    lastError;
    deliveredAt;
    /** How many receipts it took. */
    delivered;
    /** How many were gone from the database before they could be sent. */
    missing;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "name", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "kind", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "url", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], EvidenceReceiver.prototype, "kinds", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], EvidenceReceiver.prototype, "decisions", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "status", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "sealedSecret", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "secretSetAt", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "checkpoint", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "after", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], EvidenceReceiver.prototype, "attempts", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], EvidenceReceiver.prototype, "nextAt", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "lease", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "leasedUntil", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "lastError", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], EvidenceReceiver.prototype, "deliveredAt", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "delivered", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], EvidenceReceiver.prototype, "missing", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], EvidenceReceiver.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], EvidenceReceiver.prototype, "updatedAt", void 0);
EvidenceReceiver = __decorate([
    Entity('evidence_receivers'),
    Unique('evidence_receivers_name', ['name']),
    Check('evidence_receivers_kind', `kind IN ('webhook', 'syslog')`),
    Check('evidence_receivers_status', `status IN ('active', 'inactive', 'suspended')`),
    Check('evidence_receivers_signed', `(kind = 'webhook') = (sealed_secret IS NOT NULL)`),
    Check('evidence_receivers_leased', `(lease IS NULL) = (leased_until IS NULL)`)
], EvidenceReceiver);
export { EvidenceReceiver };
//# sourceMappingURL=evidence-receiver.entity.js.map