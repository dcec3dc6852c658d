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
/** What was decided and why. Append-only: the service's role may insert and read, nothing else. */
let AuditEvent = class AuditEvent {
    id;
    at;
    /** What it is about, such as `token.issued` or `gate.call`. */
    kind;
    decision;
    reason;
    sub;
    /** The chain of actors, RFC 8693 §4.1. */
    act;
    clientId;
    sid;
    /** Sessions from which that one descends, the nearest first. */
    ancestors;
    txn;
    resource;
    upstream;
    tool;
    rule;
    policyVersion;
    requestId;
    origin;
    detail;
    /** Its place in a chain; null in rows that are older than the chains. */
    writer;
    seq;
    /** Hash of the receipt before it. */
    prev;
    /** SHA-256 over the canonical form of all of the above (RFC 8785). */
    hash;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], AuditEvent.prototype, "id", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AuditEvent.prototype, "at", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuditEvent.prototype, "kind", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AuditEvent.prototype, "decision", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "reason", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "sub", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "act", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "clientId", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "sid", void 0);
__decorate([
    Column('uuid', { array: true, nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "ancestors", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "txn", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "resource", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "upstream", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "tool", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "rule", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "policyVersion", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "requestId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "origin", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "detail", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "writer", void 0);
__decorate([
    Column('bigint', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "seq", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "prev", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], AuditEvent.prototype, "hash", void 0);
AuditEvent = __decorate([
    Entity('audit_events'),
    Index('audit_events_sid', ['sid', 'id'], { where: 'sid IS NOT NULL' }),
    Index('audit_events_client', { synchronize: false }),
    Index('audit_events_sub', { synchronize: false }),
    Index('audit_events_upstream', { synchronize: false }),
    Index('audit_events_tool', { synchronize: false }),
    Index('audit_events_txn', { synchronize: false }),
    Index('audit_events_kind', { synchronize: false }),
    Index('audit_events_decided', { synchronize: false }),
    Index('audit_events_actors', { synchronize: false }),
    Index('audit_events_opened', { synchronize: false }),
    Index('audit_events_chain', ['writer', 'seq']),
    Check('audit_events_chained', 'num_nulls(writer, seq, prev, hash) = 0'),
    Check('audit_events_decision', `decision IN ('allow', 'deny', 'done')`)
], AuditEvent);
export { AuditEvent };
//# sourceMappingURL=audit-event.entity.js.map