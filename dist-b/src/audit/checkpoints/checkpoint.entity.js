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
/** What was known of all chains at a moment, signed. Append-only, as evidence is. */
let Checkpoint = class Checkpoint {
    /** From 1, without gaps. */
    number;
    at;
    /** Of {@link CheckpointClaims}, compact (RFC 7515 §7.1). */
    jws;
    /** By the clock of the database, which says so itself; what is sealed is as old by both. */
    writtenAt;
};
__decorate([
    PrimaryColumn('bigint'),
    __metadata("design:type", String)
], Checkpoint.prototype, "number", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Checkpoint.prototype, "at", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Checkpoint.prototype, "jws", void 0);
__decorate([
    Column('timestamptz', { default: () => 'now()' }),
    __metadata("design:type", Date)
], Checkpoint.prototype, "writtenAt", void 0);
Checkpoint = __decorate([
    Entity('audit_checkpoints'),
    Index('audit_checkpoints_at', ['at'])
], Checkpoint);
export { Checkpoint };
//# sourceMappingURL=checkpoint.entity.js.map