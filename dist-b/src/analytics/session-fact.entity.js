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
/** What a token request told about its origin. Derived beside the session; nothing depends on it. */
let SessionFact = class SessionFact {
    id;
    at;
    source;
    outcome;
    /** Error code when refused. */
    reason;
    /** Null when the request was refused before the client was authenticated. */
    clientId;
    sid;
    /** Keyed hash, or the address itself when `ANALYTICS_ORIGIN` is `raw`. */
    address;
    /** Keyed hash, or the text itself when `ANALYTICS_ORIGIN` is `raw`. */
    userAgent;
    browser;
    os;
    device;
    locale;
    /** Host alone. */
    referrer;
    isBot;
    isAiCrawler;
    /** In whose name; null when refused before that was known, and for clients that act for themselves. */
    userId;
    /** As the request named it, if it is one that we know. */
    grantType;
    /** Keyed hash of the address, or of the /64 in which an IPv6 address lies: what scores and counters are kept by. */
    network;
    /** Keyed hash of `x-fingerprint`, which anybody may write: a signal, never an identity. */
    fingerprint;
    utmSource;
    utmMedium;
    utmCampaign;
    utmTerm;
    utmContent;
    /** ISO 3166-1, from `GEOIP_FILE`. */
    country;
    /** ISO 3166-2 without the country. */
    region;
    city;
    /** A program that looks for weaknesses, by its own account. */
    isScanner;
    /** Whether the score reached the threshold; the periodic job says so, later. */
    isBehavioralBot;
    /** Of the network at the job's last look; null before it. */
    behaviorScore;
    /** When the job saw that something was done with what was issued. */
    engagedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], SessionFact.prototype, "id", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], SessionFact.prototype, "at", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SessionFact.prototype, "source", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], SessionFact.prototype, "outcome", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "reason", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "clientId", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "sid", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "address", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "userAgent", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "browser", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "os", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "device", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "locale", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "referrer", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], SessionFact.prototype, "isBot", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], SessionFact.prototype, "isAiCrawler", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "userId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "grantType", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "network", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "fingerprint", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "utmSource", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "utmMedium", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "utmCampaign", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "utmTerm", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "utmContent", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "country", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "region", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "city", void 0);
__decorate([
    Column('boolean', { default: false }),
    __metadata("design:type", Boolean)
], SessionFact.prototype, "isScanner", void 0);
__decorate([
    Column('boolean', { default: false }),
    __metadata("design:type", Boolean)
], SessionFact.prototype, "isBehavioralBot", void 0);
__decorate([
    Column('smallint', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "behaviorScore", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], SessionFact.prototype, "engagedAt", void 0);
SessionFact = __decorate([
    Entity('session_facts'),
    Index('session_facts_user', ['userId'], { where: 'user_id IS NOT NULL' }),
    Index('session_facts_hooks', ['clientId'], { where: "client_id LIKE 'bridge:%'" }),
    Check('session_facts_outcome', `outcome IN ('issued', 'refused')`)
], SessionFact);
export { SessionFact };
//# sourceMappingURL=session-fact.entity.js.map