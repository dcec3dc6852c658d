var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsDefined, MaxLength } from 'class-validator';
import { TargetedRequest } from './scoped.request.js';
/** RFC 7523 §2.1, with `resource` (RFC 8707 §2) and `audience`. */
export class JwtBearerRequest extends TargetedRequest {
    assertion;
    constructor(form) {
        super(form);
        this.assertion = form.one('assertion');
    }
}
__decorate([
    IsDefined({ message: 'assertion is missing' }),
    MaxLength(16_384, { message: 'the assertion is too long', context: { error: 'invalid_grant' } }),
    __metadata("design:type", String)
], JwtBearerRequest.prototype, "assertion", void 0);
//# sourceMappingURL=jwt-bearer.request.js.map