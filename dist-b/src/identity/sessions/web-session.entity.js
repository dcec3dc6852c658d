var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { SignInProvider } from '../sign-in-providers/sign-in-provider.entity.js';
import { User } from '../users/user.entity.js';
/** The browser of a session of source `web`: by its cookie the session is found. */
let WebSession = class WebSession {
    sessionId;
    userId;
    /** Keyed hash of the cookie's value. */
    cookieHash;
    /** Browser and system in words, for the person who looks at the list. */
    device;
    /** When the person came in here; a company's provider may have authenticated them long before. */
    signedInAt;
    /** The company's provider that they came from; null for our own ways to sign in. */
    providerId;
    /** What the provider calls the person, and its own session with them. */
    upstreamSubject;
    upstreamSid;
    expiresAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], WebSession.prototype, "sessionId", void 0);
__decorate([
    ForeignKey(() => User, { name: 'web_sessions_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], WebSession.prototype, "userId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], WebSession.prototype, "cookieHash", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], WebSession.prototype, "device", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], WebSession.prototype, "signedInAt", void 0);
__decorate([
    ForeignKey(() => SignInProvider, { name: 'web_sessions_provider', onDelete: 'SET NULL' }),
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], WebSession.prototype, "providerId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], WebSession.prototype, "upstreamSubject", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], WebSession.prototype, "upstreamSid", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], WebSession.prototype, "expiresAt", void 0);
WebSession = __decorate([
    Entity('web_sessions'),
    Unique('web_sessions_cookie', ['cookieHash']),
    Index('web_sessions_user_id', ['userId']),
    Index('web_sessions_provider_id', ['providerId'], { where: 'provider_id IS NOT NULL' })
], WebSession);
export { WebSession };
//# sourceMappingURL=web-session.entity.js.map