var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** A change that every replica is told of. Rows are of use for an hour. */
let OutboxRow = class OutboxRow {
    id;
    /** Number of the transaction that wrote it (pg_current_xact_id): times and sequences commit out of order. */
    xid;
    topic;
    /** What has changed; null for more than can be listed: anything of the topic may have. */
    ids;
    /** By the clock of the database. */
    at;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], OutboxRow.prototype, "id", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], OutboxRow.prototype, "xid", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], OutboxRow.prototype, "topic", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], OutboxRow.prototype, "ids", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], OutboxRow.prototype, "at", void 0);
OutboxRow = __decorate([
    Entity('outbox'),
    Index('outbox_xid', ['xid']),
    Index('outbox_at', ['at'])
], OutboxRow);
export { OutboxRow };
//# sourceMappingURL=outbox.entity.js.map