var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, ListOf, Matching, Nested, Nullable, Omittable, OneOf, SomeOf, Such, Text, Timestamp, WholeNumber, } from '../http/fields.js';
import { EXAMPLE, Example } from '../http/openapi/described-fields.js';
import { isAddressRange } from '../kernel/address-ranges.js';
import { patternFault } from '../kernel/text-pattern.js';
import { schemaFault } from './argument-schema.js';
import { DAYS } from './conditions.rules.js';
import { EFFECTS, PRINCIPAL_TYPES, RULE_MODES, } from './policy-rule.entity.js';
/** Ids of people and clients, names of groups and roles. */
const PRINCIPAL_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;
/** Of whoever names actors: a trusted issuer, or one of which it tells. */
const ISSUER = /^(?:https?|spiffe):\/\/[\x21-\x7e]{1,2000}$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
const ACR = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;
/** Names that rules may have; a text of them may hold `*`. */
const pattern = () => Fitting(patternFault);
class PrincipalRequest {
    type;
    id;
}
__decorate([
    OneOf(...PRINCIPAL_TYPES),
    __metadata("design:type", String)
], PrincipalRequest.prototype, "type", void 0);
__decorate([
    Nullable(),
    Matching(PRINCIPAL_ID, 'must have 1 to 200 printable characters'),
    __metadata("design:type", Object)
], PrincipalRequest.prototype, "id", void 0);
class TimesRequest {
    days;
    from;
    to;
    time_zone;
}
__decorate([
    Omittable(),
    SomeOf(DAYS, 1),
    __metadata("design:type", Array)
], TimesRequest.prototype, "days", void 0);
__decorate([
    Omittable(),
    Matching(TIME, 'must be a time of day as HH:MM'),
    __metadata("design:type", String)
], TimesRequest.prototype, "from", void 0);
__decorate([
    Omittable(),
    Matching(TIME, 'must be a time of day as HH:MM'),
    __metadata("design:type", String)
], TimesRequest.prototype, "to", void 0);
__decorate([
    Such(isTimeZone, 'must be the name of a time zone, such as Europe/Zurich'),
    __metadata("design:type", String)
], TimesRequest.prototype, "time_zone", void 0);
class ChainRequest {
    most;
    issuer;
    any_of;
    none_of;
}
__decorate([
    Omittable(),
    WholeNumber(0, 8),
    __metadata("design:type", Number)
], ChainRequest.prototype, "most", void 0);
__decorate([
    Omittable(),
    Matching(ISSUER, 'must be the URL by which an issuer calls itself'),
    __metadata("design:type", String)
], ChainRequest.prototype, "issuer", void 0);
__decorate([
    Omittable(),
    ListOf(PRINCIPAL_ID, 'ids of actors', 1, 100),
    __metadata("design:type", Array)
], ChainRequest.prototype, "any_of", void 0);
__decorate([
    Omittable(),
    ListOf(PRINCIPAL_ID, 'ids of actors', 1, 100),
    __metadata("design:type", Array)
], ChainRequest.prototype, "none_of", void 0);
class AuthenticationRequest {
    acr;
    max_age;
}
__decorate([
    Omittable(),
    ListOf(ACR, 'authentication context classes', 1, 20),
    __metadata("design:type", Array)
], AuthenticationRequest.prototype, "acr", void 0);
__decorate([
    Omittable(),
    WholeNumber(1, 31_536_000),
    __metadata("design:type", Number)
], AuthenticationRequest.prototype, "max_age", void 0);
class ConditionsRequest {
    addresses;
    times;
    not_before;
    not_after;
    chain;
    authentication;
}
__decorate([
    Omittable(),
    ListOf({ test: isAddressRange }, 'addresses or CIDR ranges', 1, 100),
    __metadata("design:type", Array)
], ConditionsRequest.prototype, "addresses", void 0);
__decorate([
    Omittable(),
    Nested(() => TimesRequest),
    __metadata("design:type", TimesRequest)
], ConditionsRequest.prototype, "times", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], ConditionsRequest.prototype, "not_before", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], ConditionsRequest.prototype, "not_after", void 0);
__decorate([
    Omittable(),
    Nested(() => ChainRequest),
    __metadata("design:type", ChainRequest)
], ConditionsRequest.prototype, "chain", void 0);
__decorate([
    Omittable(),
    Nested(() => AuthenticationRequest),
    __metadata("design:type", AuthenticationRequest)
], ConditionsRequest.prototype, "authentication", void 0);
/** A rule, as an administrator writes it down. */
let PolicyRuleRequest = class PolicyRuleRequest {
    effect;
    principal;
    /** Name of an upstream. */
    upstream;
    /** Needed where an MCP server and an agent have the same name. */
    upstream_kind;
    tool;
    prompt;
    resource;
    arguments;
    conditions;
    mode = 'enforce';
    justification;
};
__decorate([
    OneOf(...EFFECTS),
    __metadata("design:type", String)
], PolicyRuleRequest.prototype, "effect", void 0);
__decorate([
    Nested(() => PrincipalRequest),
    __metadata("design:type", PrincipalRequest)
], PolicyRuleRequest.prototype, "principal", void 0);
__decorate([
    Text(1, 63),
    __metadata("design:type", String)
], PolicyRuleRequest.prototype, "upstream", void 0);
__decorate([
    Omittable(),
    OneOf('mcp', 'a2a'),
    __metadata("design:type", String)
], PolicyRuleRequest.prototype, "upstream_kind", void 0);
__decorate([
    Nullable(),
    pattern(),
    __metadata("design:type", Object)
], PolicyRuleRequest.prototype, "tool", void 0);
__decorate([
    Nullable(),
    pattern(),
    __metadata("design:type", Object)
], PolicyRuleRequest.prototype, "prompt", void 0);
__decorate([
    Nullable(),
    pattern(),
    __metadata("design:type", Object)
], PolicyRuleRequest.prototype, "resource", void 0);
__decorate([
    Nullable(),
    Fitting(schemaFault),
    __metadata("design:type", Object)
], PolicyRuleRequest.prototype, "arguments", void 0);
__decorate([
    Omittable(),
    Nested(() => ConditionsRequest),
    __metadata("design:type", ConditionsRequest)
], PolicyRuleRequest.prototype, "conditions", void 0);
__decorate([
    Omittable(),
    OneOf(...RULE_MODES),
    __metadata("design:type", String)
], PolicyRuleRequest.prototype, "mode", void 0);
__decorate([
    Text(1, 500),
    __metadata("design:type", String)
], PolicyRuleRequest.prototype, "justification", void 0);
PolicyRuleRequest = __decorate([
    Example({
        effect: 'allow',
        principal: { type: 'group', id: 'engineering' },
        upstream: EXAMPLE.upstream,
        tool: 'search_*',
        justification: 'Engineers look things up.',
    }, { mode: 'shadow' })
], PolicyRuleRequest);
export { PolicyRuleRequest };
function isTimeZone(name) {
    try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=policy-rule.request.js.map