var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Fitting, Nullable, Text, Timestamp } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { rangeFault } from './ban.rules.js';
/** What of a ban can change after it was made: whom it is about stays. */
let BanChangeRequest = class BanChangeRequest {
    reason;
    /** Null or left out: until somebody lifts it. */
    expires_at;
};
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], BanChangeRequest.prototype, "reason", void 0);
__decorate([
    Nullable(),
    Timestamp(),
    __metadata("design:type", Object)
], BanChangeRequest.prototype, "expires_at", void 0);
BanChangeRequest = __decorate([
    Example({ reason: 'Guesses passwords', expires_at: EXAMPLE.time }, { reason: 'Still guesses passwords' })
], BanChangeRequest);
export { BanChangeRequest };
/** A range of addresses as an administrator bans it. */
let BanRequest = class BanRequest extends BanChangeRequest {
    range;
};
__decorate([
    Fitting(rangeFault),
    __metadata("design:type", String)
], BanRequest.prototype, "range", void 0);
BanRequest = __decorate([
    Example({ range: '198.51.100.0/24', reason: 'Guesses passwords', expires_at: EXAMPLE.time })
], BanRequest);
export { BanRequest };
//# sourceMappingURL=ban.request.js.map