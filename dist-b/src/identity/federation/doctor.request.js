var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Nullable, OneOf, Such } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { isClientId } from '../clients/client.rules.js';
import { ISSUER_USES } from './trusted-issuer.entity.js';
/** A token that somebody wonders about. */
let DoctorRequest = class DoctorRequest {
    token;
    /** When left out, what the token looks like. */
    use;
    client_id;
};
__decorate([
    Such((text) => text !== '' && text.length <= 65_536, 'must be a token of 1 to 65536 characters'),
    __metadata("design:type", String)
], DoctorRequest.prototype, "token", void 0);
__decorate([
    Nullable(),
    OneOf(...ISSUER_USES),
    __metadata("design:type", Object)
], DoctorRequest.prototype, "use", void 0);
__decorate([
    Nullable(),
    Such(isClientId, 'must be the id of a client'),
    __metadata("design:type", Object)
], DoctorRequest.prototype, "client_id", void 0);
DoctorRequest = __decorate([
    Example({ token: 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2Vucy5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl' })
], DoctorRequest);
export { DoctorRequest };
//# sourceMappingURL=doctor.request.js.map