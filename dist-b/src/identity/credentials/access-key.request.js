var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ListOf, Nullable, Omittable, Such, Text, Timestamp } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isAddressRange } from '../../kernel/address-ranges.js';
import { isScope } from '../../kernel/scope-set.js';
import { RESOURCE } from '../clients/client.request.js';
const ADDRESSES = 'addresses or CIDR ranges, such as 192.0.2.0/24';
/** An access key, as it is asked for. */
let AccessKeyRequest = class AccessKeyRequest {
    name;
    scope;
    /** Of the upstreams that it opens; without, any. */
    resources;
    addresses = [];
    expires_at;
};
__decorate([
    Text(1, 100),
    __metadata("design:type", String)
], AccessKeyRequest.prototype, "name", void 0);
__decorate([
    Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces'),
    __metadata("design:type", String)
], AccessKeyRequest.prototype, "scope", void 0);
__decorate([
    Nullable(),
    ListOf(RESOURCE, 'resource URIs', 1, 100),
    __metadata("design:type", Object)
], AccessKeyRequest.prototype, "resources", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isAddressRange }, ADDRESSES, 0, 50),
    __metadata("design:type", Array)
], AccessKeyRequest.prototype, "addresses", void 0);
__decorate([
    Timestamp(),
    __metadata("design:type", String)
], AccessKeyRequest.prototype, "expires_at", void 0);
AccessKeyRequest = __decorate([
    Example({ name: 'laptop', scope: 'user', expires_at: EXAMPLE.time })
], AccessKeyRequest);
export { AccessKeyRequest };
//# sourceMappingURL=access-key.request.js.map