var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Omittable, Such } from '../../http/fields.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { isScope } from '../../kernel/scope-set.js';
/** Which token an access key is exchanged for. */
export class AccessKeyTokenRequest {
    /** May be left out by a key that opens one resource. */
    resource;
    /** Without, all that the key may do. */
    scope;
}
__decorate([
    Omittable(),
    Such((text) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text), 'must be a resource URI'),
    __metadata("design:type", String)
], AccessKeyTokenRequest.prototype, "resource", void 0);
__decorate([
    Omittable(),
    Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces'),
    __metadata("design:type", String)
], AccessKeyTokenRequest.prototype, "scope", void 0);
//# sourceMappingURL=access-key-token.request.js.map