var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, ListOf, Omittable, OneOf, Such, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { clientsFault, isIssuer, isResource, isScopeList } from './authorization-server.rules.js';
/** An authorization server for which ID-JAGs are issued, as an administrator registers it. */
let AuthorizationServerRequest = class AuthorizationServerRequest {
    issuer;
    name;
    resources = [];
    /** In the words of that server; when left out, no scope can be asked for. */
    scope = '';
    /** Our client ids, and the ids of the same clients there. */
    clients = {};
    status = 'active';
};
__decorate([
    Such(isIssuer, 'must be an https URL without user, query and fragment'),
    __metadata("design:type", String)
], AuthorizationServerRequest.prototype, "issuer", void 0);
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], AuthorizationServerRequest.prototype, "name", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isResource }, 'resource URIs', 0, 100),
    __metadata("design:type", Array)
], AuthorizationServerRequest.prototype, "resources", void 0);
__decorate([
    Omittable(),
    Such(isScopeList, 'must be the names of at most 100 scopes, separated by spaces'),
    __metadata("design:type", String)
], AuthorizationServerRequest.prototype, "scope", void 0);
__decorate([
    Omittable(),
    Fitting(clientsFault),
    __metadata("design:type", Object)
], AuthorizationServerRequest.prototype, "clients", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], AuthorizationServerRequest.prototype, "status", void 0);
AuthorizationServerRequest = __decorate([
    Example({
        issuer: 'https://auth.example.com',
        name: 'Chat',
        resources: ['https://chat.example.com/mcp'],
        scope: 'chat.read',
    }, { scope: 'chat.read chat.write' })
], AuthorizationServerRequest);
export { AuthorizationServerRequest };
//# sourceMappingURL=authorization-server.request.js.map