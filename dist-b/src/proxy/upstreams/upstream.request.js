var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Matching, Nested, ListOf, Omittable, OneOf, Such, WholeNumber } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import { REQUIRED_BINDINGS } from '../../kernel/token-binding.js';
import { CredentialRequest } from './credential.request.js';
import { isPlainUrl } from './plain-url.rules.js';
import { UPSTREAM_NAME } from './upstream.rules.js';
/** Milliseconds. */
class TimeoutsRequest {
    connect;
    first_byte;
    idle;
    total;
}
__decorate([
    Omittable(),
    WholeNumber(50, 60_000),
    __metadata("design:type", Number)
], TimeoutsRequest.prototype, "connect", void 0);
__decorate([
    Omittable(),
    WholeNumber(50, 600_000),
    __metadata("design:type", Number)
], TimeoutsRequest.prototype, "first_byte", void 0);
__decorate([
    Omittable(),
    WholeNumber(50, 3_600_000),
    __metadata("design:type", Number)
], TimeoutsRequest.prototype, "idle", void 0);
__decorate([
    Omittable(),
    WholeNumber(50, 86_400_000),
    __metadata("design:type", Number)
], TimeoutsRequest.prototype, "total", void 0);
class LimitsRequest {
    request_bytes;
    response_bytes;
    event_bytes;
    concurrent;
    streams;
}
__decorate([
    Omittable(),
    WholeNumber(128, 64 * 1024 * 1024),
    __metadata("design:type", Number)
], LimitsRequest.prototype, "request_bytes", void 0);
__decorate([
    Omittable(),
    WholeNumber(1024, 16 * 1024 * 1024 * 1024),
    __metadata("design:type", Number)
], LimitsRequest.prototype, "response_bytes", void 0);
__decorate([
    Omittable(),
    WholeNumber(1024, 256 * 1024 * 1024),
    __metadata("design:type", Number)
], LimitsRequest.prototype, "event_bytes", void 0);
__decorate([
    Omittable(),
    WholeNumber(1, 100_000),
    __metadata("design:type", Number)
], LimitsRequest.prototype, "concurrent", void 0);
__decorate([
    Omittable(),
    WholeNumber(1, 100_000),
    __metadata("design:type", Number)
], LimitsRequest.prototype, "streams", void 0);
/** An MCP server or an A2A agent, as an administrator registers it. */
let UpstreamRequest = class UpstreamRequest {
    name;
    kind;
    url;
    transport = 'streamable_http';
    /** When left out, the service-tier scope that is called like the kind. */
    required_scopes;
    /** How the tokens of its callers must be bound. */
    required_token_binding = 'none';
    credential;
    default = 'allow';
    timeouts;
    limits;
    status = 'active';
};
__decorate([
    Matching(UPSTREAM_NAME, 'must have 1 to 63 characters of a-z, 0-9 and -, and not begin with -'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "name", void 0);
__decorate([
    OneOf('mcp', 'a2a'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "kind", void 0);
__decorate([
    Such(isPlainUrl, 'must be an http or https URL without user info and fragment'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "url", void 0);
__decorate([
    Omittable(),
    OneOf('streamable_http', 'sse'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "transport", void 0);
__decorate([
    Omittable(),
    ListOf(SCOPE_NAME, 'scope names', 1, 50),
    __metadata("design:type", Array)
], UpstreamRequest.prototype, "required_scopes", void 0);
__decorate([
    Omittable(),
    OneOf(...REQUIRED_BINDINGS),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "required_token_binding", void 0);
__decorate([
    Omittable(),
    Nested(() => CredentialRequest),
    __metadata("design:type", CredentialRequest)
], UpstreamRequest.prototype, "credential", void 0);
__decorate([
    Omittable(),
    OneOf('allow', 'deny'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "default", void 0);
__decorate([
    Omittable(),
    Nested(() => TimeoutsRequest),
    __metadata("design:type", TimeoutsRequest)
], UpstreamRequest.prototype, "timeouts", void 0);
__decorate([
    Omittable(),
    Nested(() => LimitsRequest),
    __metadata("design:type", LimitsRequest)
], UpstreamRequest.prototype, "limits", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], UpstreamRequest.prototype, "status", void 0);
UpstreamRequest = __decorate([
    Example({ name: 'wiki', kind: 'mcp', url: 'http://127.0.0.1:9000/mcp', default: 'deny' }, { default: 'allow', timeouts: { total: 60_000 } })
], UpstreamRequest);
export { UpstreamRequest };
//# sourceMappingURL=upstream.request.js.map