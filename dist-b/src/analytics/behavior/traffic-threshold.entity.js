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
/** From which value on a measure of an hour of all traffic is told. */
let TrafficThreshold = class TrafficThreshold {
    metric;
    warning;
    critical;
    updatedAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], TrafficThreshold.prototype, "metric", void 0);
__decorate([
    Column('double precision'),
    __metadata("design:type", Number)
], TrafficThreshold.prototype, "warning", void 0);
__decorate([
    Column('double precision'),
    __metadata("design:type", Number)
], TrafficThreshold.prototype, "critical", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], TrafficThreshold.prototype, "updatedAt", void 0);
TrafficThreshold = __decorate([
    Entity('traffic_thresholds'),
    Check('traffic_thresholds_order', 'warning <= critical')
], TrafficThreshold);
export { TrafficThreshold };
//# sourceMappingURL=traffic-threshold.entity.js.map