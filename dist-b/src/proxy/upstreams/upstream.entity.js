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
/** An MCP server or an A2A agent behind the gate. */
let Upstream = class Upstream {
    id;
    /** Last segment of its path at the gate. */
    name;
    kind;
    url;
    transport;
    requiredScopes;
    /** How the tokens of its callers must be bound. */
    requiredTokenBinding;
    credential;
    /** The value of a static credential, or the client's secret of an exchanged one, under the key-encryption key. */
    sealedCredential;
    policyDefault;
    /** Of the rules about it: another one when any of them changed. `0`: there never was a rule. */
    policyVersion;
    timeouts;
    limits;
    status;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Upstream.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "name", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "kind", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "url", void 0);
__decorate([
    Column('text', { default: 'streamable_http' }),
    __metadata("design:type", String)
], Upstream.prototype, "transport", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Upstream.prototype, "requiredScopes", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "requiredTokenBinding", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], Upstream.prototype, "credential", void 0);
__decorate([
    Column('bytea', { nullable: true }),
    __metadata("design:type", Object)
], Upstream.prototype, "sealedCredential", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "policyDefault", void 0);
__decorate([
    Column('bigint', { default: 0 }),
    __metadata("design:type", String)
], Upstream.prototype, "policyVersion", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], Upstream.prototype, "timeouts", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Object)
], Upstream.prototype, "limits", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Upstream.prototype, "status", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Upstream.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Upstream.prototype, "updatedAt", void 0);
Upstream = __decorate([
    Entity('upstreams'),
    Unique('upstreams_name', ['kind', 'name']),
    Check('upstreams_kind', `kind IN ('mcp', 'a2a')`),
    Check('upstreams_status', `status IN ('active', 'inactive')`),
    Check('upstreams_required_token_binding', `required_token_binding IN ('none', 'any', 'dpop', 'mtls')`),
    Check('upstreams_transport', `transport = 'streamable_http' OR (transport = 'sse' AND kind = 'mcp')`),
    Check('upstreams_sealed_credential', `(sealed_credential IS NOT NULL) = (credential ->> 'mode' IN ('static', 'token_exchange'))`),
    Check('upstreams_policy_default', `policy_default IN ('allow', 'deny')`)
], Upstream);
export { Upstream };
//# sourceMappingURL=upstream.entity.js.map