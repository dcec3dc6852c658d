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
/** One row: how often rules were changed. */
let PolicyState = class PolicyState {
    id;
    version;
};
__decorate([
    PrimaryColumn('smallint'),
    __metadata("design:type", Number)
], PolicyState.prototype, "id", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], PolicyState.prototype, "version", void 0);
PolicyState = __decorate([
    Entity('policy_state'),
    Check('policy_state_one', `id = 1`)
], PolicyState);
export { PolicyState };
//# sourceMappingURL=policy-state.entity.js.map