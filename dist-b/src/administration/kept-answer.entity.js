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
/** What became of a request that may come again (`Idempotency-Key`). */
let KeptAnswerRow = class KeptAnswerRow {
    /** Keyed hash of whose key it is, and of the key. */
    hash;
    /** Who carries it out: of several who wanted to, the one. */
    claim;
    /** Keyed hash of what was asked: bodies have secrets in them. */
    asked;
    /** Whether a transaction has carried it out. */
    done;
    /** Sealed, for some answers show a secret; null until there is one. */
    answer;
    /** Whoever has not done it by then has died. */
    leasedUntil;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], KeptAnswerRow.prototype, "hash", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], KeptAnswerRow.prototype, "claim", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], KeptAnswerRow.prototype, "asked", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], KeptAnswerRow.prototype, "done", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], KeptAnswerRow.prototype, "answer", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], KeptAnswerRow.prototype, "leasedUntil", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], KeptAnswerRow.prototype, "expiresAt", void 0);
KeptAnswerRow = __decorate([
    Entity('kept_answers'),
    Index('kept_answers_expires_at', ['expiresAt'])
], KeptAnswerRow);
export { KeptAnswerRow };
//# sourceMappingURL=kept-answer.entity.js.map