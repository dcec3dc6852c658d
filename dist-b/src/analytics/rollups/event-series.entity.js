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
/** What events are told apart by in counts; never a person. Facts have the kind `fact`, all others are evidence. */
let EventSeries = class EventSeries {
    /** Hash of all that follows but `seen_at`. */
    id;
    kind;
    decision;
    clientId;
    upstream;
    tool;
    rule;
    /** Of what was denied. */
    reason;
    /** Of a fact: who would issue. */
    source;
    grantType;
    /** How a token is bound: `bearer`, `dpop`, `mtls`; `unknown` of receipts that do not say. */
    binding;
    country;
    /** How many act for one another before the subject (RFC 8693 §4.1). */
    depth;
    status;
    /** Place in the histogram of latencies. */
    latencyBin;
    /** When it last occurred, within a day. */
    seenAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], EventSeries.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EventSeries.prototype, "kind", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], EventSeries.prototype, "decision", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "clientId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "upstream", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "tool", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "rule", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "reason", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "source", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "grantType", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "binding", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "country", void 0);
__decorate([
    Column('smallint', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "depth", void 0);
__decorate([
    Column('smallint', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "status", void 0);
__decorate([
    Column('smallint', { nullable: true }),
    __metadata("design:type", Object)
], EventSeries.prototype, "latencyBin", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], EventSeries.prototype, "seenAt", void 0);
EventSeries = __decorate([
    Entity('event_series')
], EventSeries);
export { EventSeries };
//# sourceMappingURL=event-series.entity.js.map