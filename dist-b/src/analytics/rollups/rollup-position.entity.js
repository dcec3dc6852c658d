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
/** How far a chain of evidence is counted. */
let RollupPosition = class RollupPosition {
    writer;
    seq;
    /** Newest receipt of it that was counted: when that is long past, nothing of the chain is looked at any more. */
    newest;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], RollupPosition.prototype, "writer", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], RollupPosition.prototype, "seq", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], RollupPosition.prototype, "newest", void 0);
RollupPosition = __decorate([
    Entity('rollup_positions')
], RollupPosition);
export { RollupPosition };
//# sourceMappingURL=rollup-position.entity.js.map