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
/** What a hook was told about one tool call, and whether it has reported what became of it. */
let HookCall = class HookCall {
    /** Keyed hash of whose call it is: subject, client, plugin and the host's own id of the call. */
    key;
    /** Keyed hash of what was asked; null while nothing was. */
    question;
    decision;
    reason;
    policyVersion;
    /** Of the last decision. */
    evidenceId;
    /** Of the token with which it was asked. */
    sid;
    /** End of that token, and of an allow. */
    allowedUntil;
    /** Evidence of what ran; null while nothing was reported. */
    trackedId;
    expiresAt;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], HookCall.prototype, "key", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "question", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "decision", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "reason", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "policyVersion", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "evidenceId", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "sid", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "allowedUntil", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], HookCall.prototype, "trackedId", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], HookCall.prototype, "expiresAt", void 0);
HookCall = __decorate([
    Entity('hook_calls'),
    Index('hook_calls_expires_at', ['expiresAt']),
    Check('hook_calls_decision', `decision IN ('allow', 'deny')`)
], HookCall);
export { HookCall };
//# sourceMappingURL=hook-call.entity.js.map