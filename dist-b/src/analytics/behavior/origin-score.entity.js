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
/** How much the traffic of a network looked like a program's at the last look. A hint for people. */
let OriginScore = class OriginScore {
    network;
    score;
    /** Points by name of the signal. */
    signals;
    scoredAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], OriginScore.prototype, "network", void 0);
__decorate([
    Column('smallint'),
    __metadata("design:type", Number)
], OriginScore.prototype, "score", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], OriginScore.prototype, "signals", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], OriginScore.prototype, "scoredAt", void 0);
OriginScore = __decorate([
    Entity('origin_scores')
], OriginScore);
export { OriginScore };
//# sourceMappingURL=origin-score.entity.js.map