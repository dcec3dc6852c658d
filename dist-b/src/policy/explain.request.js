var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, Matching, Nullable, Omittable, OneOf, Such, Text, WholeNumber } from '../http/fields.js';
import { EXAMPLE, Example } from '../http/openapi/described-fields.js';
import { parseAddress } from '../kernel/address-ranges.js';
import { MOST_ACTORS } from '../kernel/caller.js';
const PRINTABLE = /^[\x21-\x7e]{1,200}$/;
function actorsFault(value) {
    const fits = Array.isArray(value) && value.length <= MOST_ACTORS && value.every(isActor);
    return fits ? null : `must be a list of at most ${MOST_ACTORS} ids of actors, or { sub, iss } for another issuer’s`;
}
function isActor(value) {
    if (typeof value === 'string')
        return PRINTABLE.test(value);
    if (typeof value !== 'object' || value === null)
        return false;
    const { sub, iss, ...more } = value;
    const isName = (name) => typeof name === 'string' && /^[\x20-\x7e]{1,2048}$/.test(name);
    return isName(sub) && (iss === undefined || isName(iss)) && Object.keys(more).length === 0;
}
/** A call that nobody makes, about which an administrator asks. */
let ExplainRequest = class ExplainRequest {
    user_id;
    client_id;
    upstream;
    upstream_kind;
    tool;
    prompt;
    resource;
    /** Left out: as in a list, where nobody knows them yet. */
    arguments;
    /** Default: 127.0.0.1. */
    address;
    /** Who acts, the outermost first; default: the client. A name alone is an actor of ours. */
    actors;
    acr;
    /** Seconds since the sign-in; left out: there was none. */
    auth_age;
};
__decorate([
    Nullable(),
    Matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a user’s id'),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "user_id", void 0);
__decorate([
    Nullable(),
    Matching(PRINTABLE, 'must be a client_id'),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "client_id", void 0);
__decorate([
    Text(1, 63),
    __metadata("design:type", String)
], ExplainRequest.prototype, "upstream", void 0);
__decorate([
    Omittable(),
    OneOf('mcp', 'a2a'),
    __metadata("design:type", String)
], ExplainRequest.prototype, "upstream_kind", void 0);
__decorate([
    Nullable(),
    Text(1, 2048),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "tool", void 0);
__decorate([
    Nullable(),
    Text(1, 2048),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "prompt", void 0);
__decorate([
    Nullable(),
    Text(1, 2048),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "resource", void 0);
__decorate([
    Omittable(),
    __metadata("design:type", Object)
], ExplainRequest.prototype, "arguments", void 0);
__decorate([
    Omittable(),
    Such((text) => parseAddress(text) !== null, 'must be an IP address'),
    __metadata("design:type", String)
], ExplainRequest.prototype, "address", void 0);
__decorate([
    Omittable(),
    Fitting(actorsFault),
    __metadata("design:type", Array)
], ExplainRequest.prototype, "actors", void 0);
__decorate([
    Omittable(),
    Matching(PRINTABLE, 'must be an authentication context class'),
    __metadata("design:type", String)
], ExplainRequest.prototype, "acr", void 0);
__decorate([
    Omittable(),
    WholeNumber(0, 31_536_000),
    __metadata("design:type", Number)
], ExplainRequest.prototype, "auth_age", void 0);
ExplainRequest = __decorate([
    Example({ user_id: EXAMPLE.user, upstream: EXAMPLE.upstream, tool: 'search_pages', arguments: { query: 'holidays' } })
], ExplainRequest);
export { ExplainRequest };
//# sourceMappingURL=explain.request.js.map