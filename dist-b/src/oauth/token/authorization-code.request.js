var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsDefined, IsOptional, MaxLength } from 'class-validator';
/** RFC 6749 §4.1.3, with `code_verifier` (RFC 7636 §4.5) and `resource` (RFC 8707 §2.2). */
export class AuthorizationCodeRequest {
    code;
    /** Needed when the authorization request had it. */
    redirect_uri;
    /** Looked at together with the challenge: one that is malformed or missing is as wrong as another. */
    code_verifier;
    resource;
    constructor(form) {
        this.code = form.one('code');
        this.redirect_uri = form.one('redirect_uri');
        this.code_verifier = form.one('code_verifier');
        this.resource = form.all('resource');
    }
}
__decorate([
    IsDefined({ message: 'code is missing' }),
    MaxLength(1024, { message: 'code is too long', context: { error: 'invalid_grant' } }),
    __metadata("design:type", String)
], AuthorizationCodeRequest.prototype, "code", void 0);
__decorate([
    IsOptional(),
    MaxLength(2048, { message: 'redirect_uri is too long' }),
    __metadata("design:type", Object)
], AuthorizationCodeRequest.prototype, "redirect_uri", void 0);
__decorate([
    MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } }),
    __metadata("design:type", Array)
], AuthorizationCodeRequest.prototype, "resource", void 0);
//# sourceMappingURL=authorization-code.request.js.map