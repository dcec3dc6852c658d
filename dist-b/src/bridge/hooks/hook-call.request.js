var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, Matching, Nullable, OneOf, Text, Timestamp } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
export const OUTCOMES = ['ok', 'error', 'cancelled'];
/** A tool call, as the host that makes it tells of it. Whose it is follows from the token alone. */
class HookCallRequest {
    call_id;
    plugin_id;
    /** Name of an MCP server; null for a tool of the host's own. */
    upstream;
    /** As the gate has it, so that no name is told apart here that is the same there. */
    tool;
}
__decorate([
    Matching(/^[\x21-\x7e]{1,200}$/, 'must be the id of the call: 1 to 200 printable ASCII characters without spaces'),
    __metadata("design:type", String)
], HookCallRequest.prototype, "call_id", void 0);
__decorate([
    Matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be the plugin_id of the token'),
    __metadata("design:type", String)
], HookCallRequest.prototype, "plugin_id", void 0);
__decorate([
    Nullable(),
    Text(1, 100),
    __metadata("design:type", Object)
], HookCallRequest.prototype, "upstream", void 0);
__decorate([
    Matching(/^\P{Cc}{1,2048}$/u, 'must be the name of a tool: 1 to 2048 characters, none of them control characters'),
    __metadata("design:type", String)
], HookCallRequest.prototype, "tool", void 0);
/** A question before a tool runs; `arguments` are read apart. */
let GovernRequest = class GovernRequest extends HookCallRequest {
    session_id;
    host;
};
__decorate([
    Nullable(),
    Text(1, 200),
    __metadata("design:type", Object)
], GovernRequest.prototype, "session_id", void 0);
__decorate([
    Nullable(),
    Text(1, 200),
    __metadata("design:type", Object)
], GovernRequest.prototype, "host", void 0);
GovernRequest = __decorate([
    Example({ call_id: 'call-1', plugin_id: 'editor', tool: 'search_pages', arguments: { query: 'holidays' } })
], GovernRequest);
export { GovernRequest };
/** A report of what ran. */
let TrackRequest = class TrackRequest extends HookCallRequest {
    outcome;
    duration_ms;
    started_at;
    error;
};
__decorate([
    OneOf(...OUTCOMES),
    __metadata("design:type", String)
], TrackRequest.prototype, "outcome", void 0);
__decorate([
    Nullable(),
    Fitting((value) => (isDuration(value) ? null : 'must be a number of milliseconds, at most 31 days')),
    __metadata("design:type", Object)
], TrackRequest.prototype, "duration_ms", void 0);
__decorate([
    Nullable(),
    Timestamp(),
    __metadata("design:type", Object)
], TrackRequest.prototype, "started_at", void 0);
__decorate([
    Nullable(),
    Fitting((value) => typeof value === 'string' && value.length <= 10_000 ? null : 'must be a text of at most 10000 characters'),
    __metadata("design:type", Object)
], TrackRequest.prototype, "error", void 0);
TrackRequest = __decorate([
    Example({ call_id: 'call-1', plugin_id: 'editor', tool: 'search_pages', outcome: 'ok', duration_ms: 120 })
], TrackRequest);
export { TrackRequest };
function isDuration(value) {
    return typeof value === 'number' && value >= 0 && value <= 31 * 86_400_000;
}
//# sourceMappingURL=hook-call.request.js.map