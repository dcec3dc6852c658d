var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Nullable, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
/** What an administrator says of a code that they make for a person. */
let BridgeCodeRequest = class BridgeCodeRequest {
    device_name;
};
__decorate([
    Nullable(),
    Text(1, 100),
    __metadata("design:type", Object)
], BridgeCodeRequest.prototype, "device_name", void 0);
BridgeCodeRequest = __decorate([
    Example({ device_name: 'Ada’s laptop' })
], BridgeCodeRequest);
export { BridgeCodeRequest };
//# sourceMappingURL=bridge-code.request.js.map