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
/** RFC 8628 §3.4, with `resource` (RFC 8707 §2.2). */
export class DeviceCodeRequest {
    device_code;
    resource;
    constructor(form) {
        this.device_code = form.one('device_code');
        this.resource = form.all('resource');
    }
}
__decorate([
    IsDefined({ message: 'device_code is missing' }),
    MaxLength(1024, { message: 'device_code is too long', context: { error: 'invalid_grant' } }),
    __metadata("design:type", String)
], DeviceCodeRequest.prototype, "device_code", void 0);
__decorate([
    MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } }),
    __metadata("design:type", Array)
], DeviceCodeRequest.prototype, "resource", void 0);
//# sourceMappingURL=device-code.request.js.map