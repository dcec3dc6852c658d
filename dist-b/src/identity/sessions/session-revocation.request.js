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
import { Matching, Nested, Omittable, OneOf, Such, Timestamp } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { SESSION_SOURCES } from './session.entity.js';
/** Which live sessions are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class SessionRevocationFilter {
    user_id;
    client_id;
    source;
    created_before;
}
__decorate([
    Omittable(),
    Such(isUuid, 'must be the id of a user'),
    __metadata("design:type", String)
], SessionRevocationFilter.prototype, "user_id", void 0);
__decorate([
    Omittable(),
    Matching(/^[\x20-\x7e]{1,512}$/, 'must be the id of a client'),
    __metadata("design:type", String)
], SessionRevocationFilter.prototype, "client_id", void 0);
__decorate([
    Omittable(),
    OneOf(...SESSION_SOURCES),
    __metadata("design:type", String)
], SessionRevocationFilter.prototype, "source", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], SessionRevocationFilter.prototype, "created_before", void 0);
/** Sessions to close, and how many its sender thinks that they are. */
let SessionRevocationRequest = class SessionRevocationRequest extends BulkRequest {
    filter;
};
__decorate([
    Nested(() => SessionRevocationFilter),
    __metadata("design:type", SessionRevocationFilter)
], SessionRevocationRequest.prototype, "filter", void 0);
SessionRevocationRequest = __decorate([
    Example({ filter: { client_id: EXAMPLE.client, created_before: EXAMPLE.time } })
], SessionRevocationRequest);
export { SessionRevocationRequest };
//# sourceMappingURL=session-revocation.request.js.map