var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Matching, OneOf, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
/** Characters as RFC 6749 §3.3 allows them. */
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;
/** A scope of an administrator's own. */
let ScopeRequest = class ScopeRequest {
    name;
    tier;
    description;
};
__decorate([
    Matching(NAME, 'must have 1 to 64 printable characters, without spaces, quotes and backslashes'),
    __metadata("design:type", String)
], ScopeRequest.prototype, "name", void 0);
__decorate([
    OneOf('service', 'user'),
    __metadata("design:type", String)
], ScopeRequest.prototype, "tier", void 0);
__decorate([
    Text(1, 300),
    __metadata("design:type", String)
], ScopeRequest.prototype, "description", void 0);
ScopeRequest = __decorate([
    Example({ name: 'reports.read', tier: 'service', description: 'Read reports' })
], ScopeRequest);
export { ScopeRequest };
//# sourceMappingURL=scope.request.js.map