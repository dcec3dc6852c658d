var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Omittable, Such, Text } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isIssuerName } from './trusted-issuer.rules.js';
/** As whom an issuer knows a person, as an administrator writes it down. */
let UserIdentityRequest = class UserIdentityRequest {
    issuer;
    subject;
    tenant = '';
};
__decorate([
    Such(isIssuerName, 'must be the name of a trusted issuer'),
    __metadata("design:type", String)
], UserIdentityRequest.prototype, "issuer", void 0);
__decorate([
    Text(1, 255),
    __metadata("design:type", String)
], UserIdentityRequest.prototype, "subject", void 0);
__decorate([
    Omittable(),
    Text(0, 255),
    __metadata("design:type", String)
], UserIdentityRequest.prototype, "tenant", void 0);
UserIdentityRequest = __decorate([
    Example({ issuer: EXAMPLE.issuer, subject: 'ada' })
], UserIdentityRequest);
export { UserIdentityRequest };
//# sourceMappingURL=user-identity.request.js.map