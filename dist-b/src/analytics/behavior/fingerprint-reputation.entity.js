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
/** What is known of a fingerprint, which anybody may claim: a signal, by which nothing is decided. */
let FingerprintReputation = class FingerprintReputation {
    fingerprint;
    /** From 0 (bad) to 100; 50 when nothing speaks for or against it. */
    score;
    /** Points by name of the signal. */
    signals;
    requests;
    sessions;
    networks;
    scoredAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], FingerprintReputation.prototype, "fingerprint", void 0);
__decorate([
    Column('smallint'),
    __metadata("design:type", Number)
], FingerprintReputation.prototype, "score", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], FingerprintReputation.prototype, "signals", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], FingerprintReputation.prototype, "requests", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], FingerprintReputation.prototype, "sessions", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], FingerprintReputation.prototype, "networks", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], FingerprintReputation.prototype, "scoredAt", void 0);
FingerprintReputation = __decorate([
    Entity('fingerprint_reputation'),
    Check('fingerprint_reputation_score', 'score BETWEEN 0 AND 100')
], FingerprintReputation);
export { FingerprintReputation };
//# sourceMappingURL=fingerprint-reputation.entity.js.map