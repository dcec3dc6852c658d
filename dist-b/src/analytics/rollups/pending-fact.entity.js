var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Entity, PrimaryColumn } from 'typeorm';
/** A fact that is not counted yet; the database notes each as it comes. */
let PendingFact = class PendingFact {
    id;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], PendingFact.prototype, "id", void 0);
PendingFact = __decorate([
    Entity('session_facts_pending')
], PendingFact);
export { PendingFact };
//# sourceMappingURL=pending-fact.entity.js.map