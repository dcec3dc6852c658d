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
/** What a client or a person has used at all, and when for the first and the last time. */
let KnownUse = class KnownUse {
    subjectType;
    subject;
    /** `scope`, `upstream`, `tool`, `client` or `country`. */
    what;
    name;
    firstAt;
    lastAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], KnownUse.prototype, "subjectType", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], KnownUse.prototype, "subject", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], KnownUse.prototype, "what", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], KnownUse.prototype, "name", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], KnownUse.prototype, "firstAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], KnownUse.prototype, "lastAt", void 0);
KnownUse = __decorate([
    Entity('known_uses'),
    Index('known_uses_first', ['firstAt']),
    Check('known_uses_subject_type', `subject_type IN ('client', 'person')`)
], KnownUse);
export { KnownUse };
//# sourceMappingURL=known-use.entity.js.map