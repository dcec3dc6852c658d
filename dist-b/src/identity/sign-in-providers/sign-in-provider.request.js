var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, ListOf, Matching, Omittable, OneOf, Such, Text, TrueOrFalse } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import { acrMapFault, CLAIM_NAME, EMAIL_DOMAIN, isProviderIssuer, PROVIDER_SLUG, roleMapFault, } from './sign-in-provider.rules.js';
/** A company's OpenID provider, as an administrator registers it. */
let SignInProviderRequest = class SignInProviderRequest {
    slug;
    name;
    issuer;
    client_id;
    /** Written only. When left out in a change, the one that there is. */
    client_secret;
    scope = 'openid email profile';
    email_domains = [];
    create_people = false;
    link_verified_email = false;
    role_claim = [];
    role_map = {};
    roles_of_all = [];
    acr_map = {};
    status = 'active';
};
__decorate([
    Matching(PROVIDER_SLUG, 'must have 1 to 40 characters of a-z, 0-9 and -, and not begin with -'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "slug", void 0);
__decorate([
    Text(1, 60),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "name", void 0);
__decorate([
    Such(isProviderIssuer, 'must be an https URL without user, query and fragment'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "issuer", void 0);
__decorate([
    Such((text) => /^[\x20-\x7e]{1,255}$/.test(text), 'must have 1 to 255 printable ASCII characters'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "client_id", void 0);
__decorate([
    Omittable(),
    Such((text) => /^[\x20-\x7e]{1,1024}$/.test(text), 'must have 1 to 1024 printable ASCII characters'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "client_secret", void 0);
__decorate([
    Omittable(),
    Such(isScopeText, 'must be the names of at most 20 scopes, separated by spaces'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "scope", void 0);
__decorate([
    Omittable(),
    ListOf(EMAIL_DOMAIN, 'domain names in lower case', 0, 100),
    __metadata("design:type", Array)
], SignInProviderRequest.prototype, "email_domains", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], SignInProviderRequest.prototype, "create_people", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], SignInProviderRequest.prototype, "link_verified_email", void 0);
__decorate([
    Omittable(),
    ListOf(CLAIM_NAME, 'names of members', 0, 5),
    __metadata("design:type", Array)
], SignInProviderRequest.prototype, "role_claim", void 0);
__decorate([
    Omittable(),
    Fitting(roleMapFault),
    __metadata("design:type", Object)
], SignInProviderRequest.prototype, "role_map", void 0);
__decorate([
    Omittable(),
    ListOf(SCOPE_NAME, 'scope names', 0, 50),
    __metadata("design:type", Array)
], SignInProviderRequest.prototype, "roles_of_all", void 0);
__decorate([
    Omittable(),
    Fitting(acrMapFault),
    __metadata("design:type", Object)
], SignInProviderRequest.prototype, "acr_map", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], SignInProviderRequest.prototype, "status", void 0);
SignInProviderRequest = __decorate([
    Example({
        slug: 'example',
        name: 'Example Inc.',
        issuer: 'https://login.example.com',
        client_id: 'gatehouse',
        client_secret: 'given by the provider',
        email_domains: ['example.com'],
    }, { name: 'Example Ltd.' })
], SignInProviderRequest);
export { SignInProviderRequest };
function isScopeText(text) {
    const names = text.split(' ').filter((name) => name !== '');
    return names.length <= 20 && names.every((name) => name.length <= 200 && SCOPE_NAME.test(name));
}
//# sourceMappingURL=sign-in-provider.request.js.map