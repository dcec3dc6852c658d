var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { BulkRequest, UnusedFilter } from '../../http/bulk.js';
import { Nested, Omittable, Such } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { isClientId } from './client.rules.js';
/** Which secrets of clients are meant, of those that are good now: those of which all of it is true. Null is no wish for all of them, and refused. */
export class ClientSecretRevocationFilter extends UnusedFilter {
    client_id;
    owner_id;
}
__decorate([
    Omittable(),
    Such(isClientId, 'must be the id of a client'),
    __metadata("design:type", String)
], ClientSecretRevocationFilter.prototype, "client_id", void 0);
__decorate([
    Omittable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", String)
], ClientSecretRevocationFilter.prototype, "owner_id", void 0);
/** Secrets of clients to end, and how many its sender thinks that they are. */
let ClientSecretRevocationRequest = class ClientSecretRevocationRequest extends BulkRequest {
    filter;
};
__decorate([
    Nested(() => ClientSecretRevocationFilter),
    __metadata("design:type", ClientSecretRevocationFilter)
], ClientSecretRevocationRequest.prototype, "filter", void 0);
ClientSecretRevocationRequest = __decorate([
    Example({ filter: { created_before: EXAMPLE.time } })
], ClientSecretRevocationRequest);
export { ClientSecretRevocationRequest };
//# sourceMappingURL=client-secret-revocation.request.js.map