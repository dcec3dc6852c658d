var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Get, Header, Req } from '@nestjs/common';
import { Anyone } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import { Capabilities } from './capabilities.js';
/** Tells hosts that do not know this Gatehouse yet how to begin. */
let CapabilitiesController = class CapabilitiesController {
    capabilities;
    constructor(capabilities) {
        this.capabilities = capabilities;
    }
    tell(request) {
        return this.capabilities.told(contextOf(request).base);
    }
};
__decorate([
    Get(),
    Header('Cache-Control', 'public, max-age=300'),
    __param(0, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Object)
], CapabilitiesController.prototype, "tell", null);
CapabilitiesController = __decorate([
    Controller('api/v1/bridge/capabilities'),
    Anyone(),
    __metadata("design:paramtypes", [Capabilities])
], CapabilitiesController);
export { CapabilitiesController };
//# sourceMappingURL=capabilities.controller.js.map