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
/** What one network sent in one hour, of all routes. Derived; no decision waits for it. */
let TrafficCounter = class TrafficCounter {
    hour;
    /** As in `session_facts`; empty for those that came when too many others were being counted. */
    network;
    /** Empty when the requests named none. */
    fingerprint;
    requests;
    /** Answered by 4xx. */
    refused;
    /** Answered by 5xx. */
    failed;
    /** For paths that only scanners ask for. */
    probes;
    /** Of programs by their own account. */
    bots;
    /** Pauses between two requests, their sum and the sum of their squares, in seconds: how regular they are. */
    gaps;
    gapSeconds;
    gapSquares;
    /** Most requests in one minute that one process saw. */
    peakMinute;
};
__decorate([
    PrimaryColumn('timestamptz'),
    __metadata("design:type", Date)
], TrafficCounter.prototype, "hour", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], TrafficCounter.prototype, "network", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], TrafficCounter.prototype, "fingerprint", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "requests", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "refused", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "failed", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "probes", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "bots", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "gaps", void 0);
__decorate([
    Column('double precision'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "gapSeconds", void 0);
__decorate([
    Column('double precision'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "gapSquares", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], TrafficCounter.prototype, "peakMinute", void 0);
TrafficCounter = __decorate([
    Entity('traffic_counters')
], TrafficCounter);
export { TrafficCounter };
//# sourceMappingURL=traffic-counter.entity.js.map