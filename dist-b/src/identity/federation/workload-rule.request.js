var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, ListOf, Matching, Nullable, Omittable, OneOf, Such, Text } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { isScopeText } from './trusted-issuer.rules.js';
import { claimPatternsFault } from './workload-match.rules.js';
/** A resource identifier that PostgreSQL, a header and a URL can all carry. */
const RESOURCE = { test: (text) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text) };
/** A rule that says which of an issuer's workloads are which client, as an administrator writes it down. */
let WorkloadRuleRequest = class WorkloadRuleRequest {
    name;
    claims;
    client_id;
    scope;
    resources;
    status = 'active';
};
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], WorkloadRuleRequest.prototype, "name", void 0);
__decorate([
    Fitting(claimPatternsFault),
    __metadata("design:type", Object)
], WorkloadRuleRequest.prototype, "claims", void 0);
__decorate([
    Matching(/^[\x20-\x7e]{1,255}$/, 'must be the id of a client'),
    __metadata("design:type", String)
], WorkloadRuleRequest.prototype, "client_id", void 0);
__decorate([
    Nullable(),
    Such((text) => isScopeText(text, 1), 'must be the names of 1 to 100 scopes, separated by spaces'),
    __metadata("design:type", Object)
], WorkloadRuleRequest.prototype, "scope", void 0);
__decorate([
    Nullable(),
    ListOf(RESOURCE, 'resource URIs', 1, 100),
    __metadata("design:type", Object)
], WorkloadRuleRequest.prototype, "resources", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], WorkloadRuleRequest.prototype, "status", void 0);
WorkloadRuleRequest = __decorate([
    Example({ name: 'Deployments', claims: { sub: 'repo:example/app:*' }, client_id: EXAMPLE.client }, { name: 'Deployments of the app' })
], WorkloadRuleRequest);
export { WorkloadRuleRequest };
//# sourceMappingURL=workload-rule.request.js.map