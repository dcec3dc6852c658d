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
/** Which live access keys are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class AccessKeyRevocationFilter extends UnusedFilter {
    user_id;
}
__decorate([
    Omittable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", String)
], AccessKeyRevocationFilter.prototype, "user_id", void 0);
/** Access keys to end, and how many its sender thinks that they are. */
let AccessKeyRevocationRequest = class AccessKeyRevocationRequest extends BulkRequest {
    filter;
};
__decorate([
    Nested(() => AccessKeyRevocationFilter),
    __metadata("design:type", AccessKeyRevocationFilter)
], AccessKeyRevocationRequest.prototype, "filter", void 0);
AccessKeyRevocationRequest = __decorate([
    Example({ filter: { unused_since: EXAMPLE.time } })
], AccessKeyRevocationRequest);
export { AccessKeyRevocationRequest };
//# sourceMappingURL=access-key-revocation.request.js.map