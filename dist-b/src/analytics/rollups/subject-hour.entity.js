var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** What a client or a person did in an hour: what later hours are judged by. */
let SubjectHour = class SubjectHour {
    subjectType;
    subject;
    hour;
    /** At the gate, whatever was decided. */
    calls;
    /** Anywhere. */
    denied;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SubjectHour.prototype, "subjectType", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SubjectHour.prototype, "subject", void 0);
__decorate([
    PrimaryColumn('timestamptz'),
    __metadata("design:type", Date)
], SubjectHour.prototype, "hour", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], SubjectHour.prototype, "calls", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], SubjectHour.prototype, "denied", void 0);
SubjectHour = __decorate([
    Entity('subject_hours'),
    Index('subject_hours_hour', ['hour']),
    Check('subject_hours_subject_type', `subject_type IN ('client', 'person')`)
], SubjectHour);
export { SubjectHour };
//# sourceMappingURL=subject-hour.entity.js.map