var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** An identifier that may be used once, such as the `jti` of an assertion; kept until it has expired. */
let SpentId = class SpentId {
    /** Keyed hash of what it was for, whose it is, and the identifier. */
    hash;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], SpentId.prototype, "hash", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SpentId.prototype, "expiresAt", void 0);
SpentId = __decorate([
    Entity('spent_ids'),
    Index('spent_ids_expires_at', ['expiresAt'])
], SpentId);
export { SpentId };
//# sourceMappingURL=spent-id.entity.js.map