var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsDefined, IsIn, IsOptional, MaxLength } from 'class-validator';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ACCESS_TOKEN, ID_JAG, ID_TOKEN, JWT, TXN_TOKEN } from '../exchange/token-types.js';
import { TargetedRequest } from './scoped.request.js';
const LONGEST = { message: 'the token is too long' };
/** RFC 8693 §2.1. */
export class TokenExchangeRequest extends TargetedRequest {
    subject_token;
    subject_token_type;
    actor_token;
    actor_token_type;
    requested_token_type;
    /** @throws OAuthError `invalid_request` when a token comes without its type, or the other way round */
    constructor(form) {
        super(form);
        this.subject_token = form.one('subject_token');
        this.subject_token_type = form.one('subject_token_type');
        this.actor_token = form.one('actor_token');
        this.actor_token_type = form.one('actor_token_type');
        this.requested_token_type = form.one('requested_token_type') ?? ACCESS_TOKEN;
        if ((this.actor_token === undefined) !== (this.actor_token_type === undefined)) {
            throw new OAuthError('invalid_request', 'actor_token and actor_token_type go together');
        }
    }
}
__decorate([
    IsDefined({ message: 'subject_token is missing' }),
    MaxLength(16_384, LONGEST),
    __metadata("design:type", String)
], TokenExchangeRequest.prototype, "subject_token", void 0);
__decorate([
    IsDefined({ message: 'subject_token_type is missing' }),
    IsIn([ACCESS_TOKEN, ID_TOKEN, JWT, TXN_TOKEN], { message: 'this subject_token_type is not accepted' }),
    __metadata("design:type", String)
], TokenExchangeRequest.prototype, "subject_token_type", void 0);
__decorate([
    IsOptional(),
    MaxLength(16_384, LONGEST),
    __metadata("design:type", Object)
], TokenExchangeRequest.prototype, "actor_token", void 0);
__decorate([
    IsOptional(),
    IsIn([ACCESS_TOKEN, JWT], { message: 'this actor_token_type is not accepted' }),
    __metadata("design:type", Object)
], TokenExchangeRequest.prototype, "actor_token_type", void 0);
__decorate([
    IsIn([ACCESS_TOKEN, ID_JAG, TXN_TOKEN], { message: 'this requested_token_type is not offered' }),
    __metadata("design:type", String)
], TokenExchangeRequest.prototype, "requested_token_type", void 0);
//# sourceMappingURL=token-exchange.request.js.map