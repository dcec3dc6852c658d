var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Such } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { isPasswordHash } from './password.rules.js';
/** A password that another system hashed, as an administrator hands it over. */
let PasswordHashRequest = class PasswordHashRequest {
    hash;
};
__decorate([
    Such(isPasswordHash, 'must be a hash of bcrypt ($2a$, $2b$ or $2y$, cost 4 to 12) or argon2id (a PHC string with v=19, m at most 65536, t at most 3, p at most 4)'),
    __metadata("design:type", String)
], PasswordHashRequest.prototype, "hash", void 0);
PasswordHashRequest = __decorate([
    Example({ hash: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' })
], PasswordHashRequest);
export { PasswordHashRequest };
//# sourceMappingURL=password-hash.request.js.map