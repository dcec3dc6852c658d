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
/** A whole hour in which a measure of all traffic reached its threshold. */
let TrafficAlarm = class TrafficAlarm {
    id;
    hour;
    metric;
    level;
    value;
    /** What it was compared with; null when the threshold is a plain number. */
    baseline;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], TrafficAlarm.prototype, "id", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], TrafficAlarm.prototype, "hour", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], TrafficAlarm.prototype, "metric", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], TrafficAlarm.prototype, "level", void 0);
__decorate([
    Column('double precision'),
    __metadata("design:type", Number)
], TrafficAlarm.prototype, "value", void 0);
__decorate([
    Column('double precision', { nullable: true }),
    __metadata("design:type", Object)
], TrafficAlarm.prototype, "baseline", void 0);
TrafficAlarm = __decorate([
    Entity('traffic_alarms'),
    Unique('traffic_alarms_once', ['hour', 'metric']),
    Check('traffic_alarms_level', `level IN ('warning', 'critical')`)
], TrafficAlarm);
export { TrafficAlarm };
//# sourceMappingURL=traffic-alarm.entity.js.map