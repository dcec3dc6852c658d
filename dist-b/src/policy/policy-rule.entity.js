var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Upstream } from '../proxy/upstreams/upstream.entity.js';
export const EFFECTS = ['allow', 'deny'];
export const RULE_MODES = ['enforce', 'shadow'];
/** Whom a rule can name; the first that says something about a caller decides, in this order. */
export const PRINCIPAL_TYPES = ['user', 'client', 'group', 'role', 'kind', 'any'];
/** Who may, or may not, use what of an upstream. */
let PolicyRule = class PolicyRule {
    id;
    upstreamId;
    effect;
    principalType;
    principalId;
    /** What the rule is about; null for the whole upstream. */
    subjectKind;
    /** Names that it is about; `*` stands for any characters. */
    subject;
    /** JSON Schema (2020-12) of the arguments that it is about; null for any. */
    arguments;
    conditions;
    mode;
    /** Why there is this rule: for whoever is refused by it, and whoever reads the evidence. */
    justification;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], PolicyRule.prototype, "id", void 0);
__decorate([
    ForeignKey(() => Upstream, { name: 'policy_rules_upstream', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], PolicyRule.prototype, "upstreamId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PolicyRule.prototype, "effect", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PolicyRule.prototype, "principalType", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], PolicyRule.prototype, "principalId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], PolicyRule.prototype, "subjectKind", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], PolicyRule.prototype, "subject", void 0);
__decorate([
    Column('json', { nullable: true }),
    __metadata("design:type", Object)
], PolicyRule.prototype, "arguments", void 0);
__decorate([
    Column('json'),
    __metadata("design:type", Object)
], PolicyRule.prototype, "conditions", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PolicyRule.prototype, "mode", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], PolicyRule.prototype, "justification", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], PolicyRule.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], PolicyRule.prototype, "updatedAt", void 0);
PolicyRule = __decorate([
    Entity('policy_rules'),
    Index('policy_rules_upstream_id', ['upstreamId']),
    Check('policy_rules_effect', `effect IN ('allow', 'deny')`),
    Check('policy_rules_mode', `mode IN ('enforce', 'shadow')`),
    Check('policy_rules_principal', `(principal_type = 'any') = (principal_id IS NULL)`),
    Check('policy_rules_subject', `(subject_kind IS NULL) = (subject IS NULL)`)
], PolicyRule);
export { PolicyRule };
//# sourceMappingURL=policy-rule.entity.js.map