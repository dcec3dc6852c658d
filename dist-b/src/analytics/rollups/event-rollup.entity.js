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
/** How many events of a series there were in a piece of time. Every event is counted once for each width. */
let EventRollup = class EventRollup {
    /** Minutes: 5, 60, 1440, or 10080, a week from a Thursday. Partitions go by it. */
    width;
    /** When the piece begins, in UTC. */
    bucket;
    series;
    n;
};
__decorate([
    PrimaryColumn('smallint'),
    __metadata("design:type", Number)
], EventRollup.prototype, "width", void 0);
__decorate([
    PrimaryColumn('timestamptz'),
    __metadata("design:type", Date)
], EventRollup.prototype, "bucket", void 0);
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], EventRollup.prototype, "series", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], EventRollup.prototype, "n", void 0);
EventRollup = __decorate([
    Entity('event_rollups')
], EventRollup);
export { EventRollup };
//# sourceMappingURL=event-rollup.entity.js.map