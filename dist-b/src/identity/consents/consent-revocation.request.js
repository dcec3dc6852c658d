var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { BulkRequest } from '../../http/bulk.js';
import { Matching, Nested, Omittable, Such, Timestamp } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
/** Which consents are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class ConsentRevocationFilter {
    user_id;
    client_id;
    resource;
    /** First given before then, whatever was added since. */
    created_before;
}
__decorate([
    Omittable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", String)
], ConsentRevocationFilter.prototype, "user_id", void 0);
__decorate([
    Omittable(),
    Matching(/^[\x20-\x7e]{1,512}$/, 'must be the id of a client'),
    __metadata("design:type", String)
], ConsentRevocationFilter.prototype, "client_id", void 0);
__decorate([
    Omittable(),
    Matching(/^[\x21-\x7e]{1,2048}$/, 'must be a resource'),
    __metadata("design:type", String)
], ConsentRevocationFilter.prototype, "resource", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], ConsentRevocationFilter.prototype, "created_before", void 0);
/** Consents to end, and how many its sender thinks that they are. */
let ConsentRevocationRequest = class ConsentRevocationRequest extends BulkRequest {
    filter;
};
__decorate([
    Nested(() => ConsentRevocationFilter),
    __metadata("design:type", ConsentRevocationFilter)
], ConsentRevocationRequest.prototype, "filter", void 0);
ConsentRevocationRequest = __decorate([
    Example({ filter: { client_id: EXAMPLE.client } })
], ConsentRevocationRequest);
export { ConsentRevocationRequest };
//# sourceMappingURL=consent-revocation.request.js.map