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
export const SESSION_SOURCES = ['oauth', 'web', 'bridge', 'api', 'cli', 'mcp'];
/**
 * One continuing act of authority; every token names a live one. Partitioned by id, which carries the time.
 * It refers to users and clients without foreign keys: it is written with every token, and outlives both.
 */
let Session = class Session {
    id;
    parentId;
    /** Sessions from which it was opened, the nearest first: its parent, that one's, and so on; null in old rows. */
    ancestors;
    /** The transaction that it is part of, which it passes on to what is opened from it; null in old rows. */
    txn;
    source;
    /** Null for a person's sign-in at a browser. */
    clientId;
    /** The person behind it: the client's owner, or who signed in. */
    userId;
    /** Whether that person is behind it as the client's owner: then it ends when the client gets another. */
    asOwner;
    subject;
    scope;
    audience;
    /** Keyed hash of the address it was opened from. */
    origin;
    createdAt;
    expiresAt;
    closedAt;
    closeReason;
    /** When the person signed in, by which class and which methods (OpenID Connect Core §2, `auth_time acr amr`). */
    authenticatedAt;
    acr;
    amr;
    /** Whether a token was exchanged for it: then nobody was asked for it. */
    exchanged;
    /** The sign-in at a browser that ID tokens of this session name; it may end before the session does, or after. */
    signInId;
    /** Claims that the client asked for by name (OpenID Connect Core §5.5). */
    claims;
    /** What its tokens are bound to: a session that is bound gives no token that is not. */
    cnf;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Session.prototype, "id", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "parentId", void 0);
__decorate([
    Column('uuid', { array: true, nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "ancestors", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "txn", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Session.prototype, "source", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "clientId", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "userId", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], Session.prototype, "asOwner", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Session.prototype, "subject", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Session.prototype, "scope", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Session.prototype, "audience", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "origin", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Session.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Session.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "closedAt", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "closeReason", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "authenticatedAt", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "acr", void 0);
__decorate([
    Column('text', { array: true, nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "amr", void 0);
__decorate([
    Column('boolean', { default: false }),
    __metadata("design:type", Boolean)
], Session.prototype, "exchanged", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "signInId", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "claims", void 0);
__decorate([
    Column('jsonb', { nullable: true }),
    __metadata("design:type", Object)
], Session.prototype, "cnf", void 0);
Session = __decorate([
    Entity('sessions'),
    Index('sessions_parent', ['parentId'], { where: 'parent_id IS NOT NULL' }),
    Index('sessions_client', ['clientId'], { where: 'closed_at IS NULL' }),
    Index('sessions_sign_in', ['signInId'], { where: 'sign_in_id IS NOT NULL' }),
    Index('sessions_user', ['userId'], { where: 'user_id IS NOT NULL' }),
    Index('sessions_live', ['expiresAt'], { where: 'closed_at IS NULL' }),
    Check('sessions_source', `source IN ('oauth', 'web', 'bridge', 'api', 'cli', 'mcp')`)
], Session);
export { Session };
//# sourceMappingURL=session.entity.js.map