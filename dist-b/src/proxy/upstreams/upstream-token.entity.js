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
/** What a foreign authorization server gave for the calls of one session to one upstream, and who is asking it anew. */
let UpstreamToken = class UpstreamToken {
    upstreamId;
    /** Hash of whose it is: version of the upstream, session, subject and actors. */
    holder;
    /** Null for the gate's own. */
    sid;
    /** Another one with each answer; null until there is one. */
    answerId;
    /** Access token, its end, and the refresh token if there is one, under the key-encryption key. */
    sealed;
    /** Of the process that asks the authorization server now; the others wait. */
    turn;
    /** When the others no longer wait for it. */
    turnUntil;
    expiresAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], UpstreamToken.prototype, "upstreamId", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], UpstreamToken.prototype, "holder", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], UpstreamToken.prototype, "sid", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], UpstreamToken.prototype, "answerId", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], UpstreamToken.prototype, "sealed", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], UpstreamToken.prototype, "turn", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], UpstreamToken.prototype, "turnUntil", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], UpstreamToken.prototype, "expiresAt", void 0);
UpstreamToken = __decorate([
    Entity('upstream_tokens'),
    Index('upstream_tokens_expires_at', ['expiresAt']),
    Check('upstream_tokens_answer', '(answer_id IS NULL) = (sealed IS NULL)'),
    Check('upstream_tokens_turn', '(turn IS NULL) = (turn_until IS NULL)')
], UpstreamToken);
export { UpstreamToken };
//# sourceMappingURL=upstream-token.entity.js.map