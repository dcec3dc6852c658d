var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Nullable, Omittable, Such, Text, Timestamp, WholeNumber } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
/** An initial access token, as an administrator asks for it. */
let RegistrationTokenRequest = class RegistrationTokenRequest {
    name;
    /** Who answers for the clients that it registers; without, nobody does. */
    owner_id;
    /** How many clients it registers. */
    uses = 1;
    expires_at;
};
__decorate([
    Text(1, 100),
    __metadata("design:type", String)
], RegistrationTokenRequest.prototype, "name", void 0);
__decorate([
    Nullable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", Object)
], RegistrationTokenRequest.prototype, "owner_id", void 0);
__decorate([
    Omittable(),
    WholeNumber(1, 10_000),
    __metadata("design:type", Number)
], RegistrationTokenRequest.prototype, "uses", void 0);
__decorate([
    Timestamp(),
    __metadata("design:type", String)
], RegistrationTokenRequest.prototype, "expires_at", void 0);
RegistrationTokenRequest = __decorate([
    Example({ name: 'Build agents', owner_id: EXAMPLE.user, uses: 5, expires_at: EXAMPLE.time })
], RegistrationTokenRequest);
export { RegistrationTokenRequest };
//# sourceMappingURL=registration-token.request.js.map