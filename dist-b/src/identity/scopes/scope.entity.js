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
/** A scope that administrators added; the built-in ones are in the code. */
let CustomScope = class CustomScope {
    id;
    name;
    tier;
    description;
    createdAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], CustomScope.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CustomScope.prototype, "name", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CustomScope.prototype, "tier", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CustomScope.prototype, "description", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], CustomScope.prototype, "createdAt", void 0);
CustomScope = __decorate([
    Entity('scopes'),
    Unique('scopes_name', ['name']),
    Check('scopes_tier', `tier IN ('service', 'user')`),
    Check('scopes_not_role', `name NOT IN ('owner', 'security_operator', 'auditor', 'help_desk', 'agent_owner')`)
], CustomScope);
export { CustomScope };
//# sourceMappingURL=scope.entity.js.map