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
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { AskingDevices } from '../../http/access.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { contextOf } from '../../http/request-context.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodeRequest } from '../codes/bridge-code.request.js';
import { BridgeCodeStore } from '../codes/bridge-code.store.js';
/** A program on a machine without a browser asks to be let in from another one: an answer as RFC 8628 §3.2 has it. */
let DeviceAuthorizationController = class DeviceAuthorizationController {
    authorizations;
    codes;
    settings;
    constructor(authorizations, codes, settings) {
        this.authorizations = authorizations;
        this.codes = codes;
        this.settings = settings;
    }
    /**
     * A program on a machine without a browser asks to be let in from another one (RFC 8628 §3.2). No
     * `verification_uri_complete`: a link that brings the code along is what somebody else would send (RFC 8628 §5.4).
     */
    async start(body, request, response) {
        if (!this.settings.BRIDGE_DEVICE_GRANT)
            throw new Problem(404, 'Codes are not given out this way here.');
        const { value, wrong } = examined(BridgeCodeRequest, body);
        wrong.refuse();
        const deviceCode = this.codes.fresh();
        const started = await this.authorizations.start({
            hash: this.codes.hash(deviceCode),
            clientId: null,
            asked: null,
            deviceName: value.device_name ?? null,
            address: contextOf(request).address,
        });
        response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
        return {
            device_code: deviceCode,
            user_code: started.userCode,
            verification_uri: `${this.settings.PUBLIC_URL}/device`,
            expires_in: started.seconds,
            interval: started.interval,
        };
    }
};
__decorate([
    Post(),
    HttpCode(200),
    __param(0, JsonBody()),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceAuthorizationController.prototype, "start", null);
DeviceAuthorizationController = __decorate([
    Controller('api/v1/bridge/device-authorization'),
    AskingDevices(),
    __metadata("design:paramtypes", [DeviceAuthorizations,
        BridgeCodeStore,
        Settings])
], DeviceAuthorizationController);
export { DeviceAuthorizationController };
//# sourceMappingURL=device-authorization.controller.js.map