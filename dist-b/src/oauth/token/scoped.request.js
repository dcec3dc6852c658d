var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsOptional, Matches, MaxLength } from 'class-validator';
/** What a token is asked for: how much (RFC 6749 §3.3), and where (RFC 8707 §2). */
export class ScopedRequest {
    /** Space-separated; absent means all there is to have. */
    scope;
    resource;
    constructor(form) {
        this.scope = form.one('scope');
        this.resource = form.all('resource');
    }
}
__decorate([
    IsOptional(),
    MaxLength(4096, { message: 'scope is too long', context: { error: 'invalid_scope' } }),
    Matches(/^[\x21\x23-\x5b\x5d-\x7e]+( +[\x21\x23-\x5b\x5d-\x7e]+)*$/, {
        message: 'scope is malformed',
        context: { error: 'invalid_scope' },
    }),
    __metadata("design:type", Object)
], ScopedRequest.prototype, "scope", void 0);
__decorate([
    MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } }),
    __metadata("design:type", Array)
], ScopedRequest.prototype, "resource", void 0);
/** The same, where the place may be called by its logical name, too (RFC 8693 §2.1). */
export class TargetedRequest extends ScopedRequest {
    audience;
    constructor(form) {
        super(form);
        this.audience = form.all('audience');
    }
}
__decorate([
    MaxLength(2048, { each: true, message: 'audience is too long', context: { error: 'invalid_target' } }),
    __metadata("design:type", Array)
], TargetedRequest.prototype, "audience", void 0);
//# sourceMappingURL=scoped.request.js.map