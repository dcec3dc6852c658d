var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Transform } from 'class-transformer';
import { KeySet, ListOf, Nullable, Omittable, OneOf, SomeOf, Such, Text, TrueOrFalse } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { isClientId } from '../clients/client.rules.js';
import { ISSUER_USES } from './trusted-issuer.entity.js';
import { isIssuerName, isScopeText, isTrustDomain, isWebAddress, signingKeysOfBundle } from './trusted-issuer.rules.js';
/** An issuer that is to be trusted, as an administrator writes it down. */
let IssuerRequest = class IssuerRequest {
    issuer;
    name;
    jwks_uri;
    jwks;
    /** When left out, our own issuer. */
    audiences;
    algorithms = ['ES256', 'EdDSA', 'PS256', 'RS256'];
    uses;
    single_use = false;
    scope;
    clients = [];
    link_verified_email = false;
    status = 'active';
};
__decorate([
    Such(isIssuerName, 'must be an https URL without user, query and fragment, or spiffe:// and a trust domain'),
    __metadata("design:type", String)
], IssuerRequest.prototype, "issuer", void 0);
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], IssuerRequest.prototype, "name", void 0);
__decorate([
    Nullable(),
    Such(isWebAddress, 'must be an https URL without user and fragment'),
    __metadata("design:type", Object)
], IssuerRequest.prototype, "jwks_uri", void 0);
__decorate([
    Transform(({ value, obj }) => (isTrustDomain(String(obj.issuer)) ? signingKeysOfBundle(value) : value)),
    Nullable(),
    KeySet(),
    __metadata("design:type", Object)
], IssuerRequest.prototype, "jwks", void 0);
__decorate([
    Omittable(),
    ListOf(/^[\x21-\x7e]{1,2048}$/, 'audiences', 1, 20),
    __metadata("design:type", Array)
], IssuerRequest.prototype, "audiences", void 0);
__decorate([
    Omittable(),
    SomeOf(FOREIGN_ALGORITHMS, 1),
    __metadata("design:type", Array)
], IssuerRequest.prototype, "algorithms", void 0);
__decorate([
    SomeOf(ISSUER_USES, 1),
    __metadata("design:type", Array)
], IssuerRequest.prototype, "uses", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], IssuerRequest.prototype, "single_use", void 0);
__decorate([
    Nullable(),
    Such((text) => isScopeText(text, 1), 'must be the names of 1 to 100 scopes, separated by spaces'),
    __metadata("design:type", Object)
], IssuerRequest.prototype, "scope", void 0);
__decorate([
    Omittable(),
    ListOf({ test: isClientId }, 'client ids', 0, 200),
    __metadata("design:type", Array)
], IssuerRequest.prototype, "clients", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], IssuerRequest.prototype, "link_verified_email", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], IssuerRequest.prototype, "status", void 0);
IssuerRequest = __decorate([
    Example({
        issuer: 'https://tokens.example.com',
        name: 'Continuous integration',
        jwks_uri: 'https://tokens.example.com/jwks',
        uses: ['workload'],
    }, { name: 'Builds' })
], IssuerRequest);
export { IssuerRequest };
//# sourceMappingURL=trusted-issuer.request.js.map