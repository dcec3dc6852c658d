var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { IsOptional, MaxLength } from 'class-validator';
import { TargetedRequest } from './scoped.request.js';
/** RFC 6749 §4.4.2, with `resource` (RFC 8707 §2), `audience` and `plugin_id`. */
export class ClientCredentialsRequest extends TargetedRequest {
    plugin_id;
    constructor(form) {
        super(form);
        this.plugin_id = form.one('plugin_id');
    }
}
__decorate([
    IsOptional(),
    MaxLength(256, { message: 'plugin_id is too long' }),
    __metadata("design:type", Object)
], ClientCredentialsRequest.prototype, "plugin_id", void 0);
//# sourceMappingURL=client-credentials.request.js.map