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
import { Controller, Post, Req, Res } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { ClientLimits } from '../../http/limits.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import { Problem } from '../../kernel/problem.js';
import { callingDevice } from '../devices/calling-device.js';
import { HookClients } from './hook-clients.js';
import { provisionedView } from './provisioned.view.js';
/** A device gets the OAuth client by which the hooks of its person's hosts ask for tokens. */
let OAuthClientController = class OAuthClientController {
    clients;
    limits;
    constructor(clients, limits) {
        this.clients = clients;
        this.limits = limits;
    }
    /**
     * A device gets the OAuth client by which the hooks of its person's hosts ask for tokens. 201 when it is new, 200 when
     * it was there and has another secret. The answer is the only one that ever shows it. A body is not read: for whom, and
     * what for, follows from the device's token alone.
     */
    async provision(caller, request, response) {
        callingDevice(caller);
        if (caller.userId === null)
            throw new Problem(403, 'Nobody is behind this token.');
        // Each costs a slow hash, which devices of one person must not take from everybody else.
        await this.limits.spend('LIMIT_BRIDGE_SECRETS', caller.userId);
        const provisioned = await this.clients.provision(caller.userId, caller);
        response.status(provisioned.created ? 201 : 200).set({ 'cache-control': 'no-store', pragma: 'no-cache' });
        return provisionedView(provisioned, contextOf(request).base);
    }
};
__decorate([
    Post(),
    __param(0, TheCaller()),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], OAuthClientController.prototype, "provision", null);
OAuthClientController = __decorate([
    Controller('api/v1/bridge/oauth-client'),
    Devices(),
    __metadata("design:paramtypes", [HookClients,
        ClientLimits])
], OAuthClientController);
export { OAuthClientController };
//# sourceMappingURL=oauth-client.controller.js.map