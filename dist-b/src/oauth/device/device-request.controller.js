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
import { All, Controller, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { PushingClients } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { DpopProofs } from '../proofs/dpop-proofs.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient, GrantForm } from '../token/grant.js';
import { ScopedRequest } from '../token/scoped.request.js';
import { Target } from '../token/target.js';
import { DeviceCodes } from './device-codes.js';
import { deviceScopes } from './device-scope.rules.js';
/** A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1, §3.2). */
let DeviceRequestController = class DeviceRequestController {
    codes;
    target;
    proofs;
    settings;
    constructor(codes, target, proofs, settings) {
        this.codes = codes;
        this.target = target;
        this.proofs = proofs;
        this.settings = settings;
    }
    /**
     * A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1).
     * Everything is checked before a person is troubled.
     */
    async start(client, asked, request) {
        if (!client.grantTypes.includes(DEVICE_CODE)) {
            throw new OAuthError('unauthorized_client', `the client is not registered for grant type ${DEVICE_CODE}`);
        }
        const scope = deviceScopes(asked.scope, client);
        const resources = await this.target.resourcesFor(client, asked.resource);
        const proof = await this.proofs.ofClient(request);
        const wish = { scope, resources, dpopJkt: proof?.jkt ?? null };
        const started = await this.codes.start(client, wish, contextOf(request).address);
        const page = `${this.settings.PUBLIC_URL}/device`;
        return {
            device_code: started.deviceCode,
            user_code: started.userCode,
            verification_uri: page,
            verification_uri_complete: `${page}?user_code=${started.userCode}`,
            expires_in: started.seconds,
            interval: started.interval,
        };
    }
    refuse(response) {
        response.setHeader('allow', 'POST');
        throw new OAuthError('invalid_request', 'a device authorization is asked for by POST alone', { status: 405 });
    }
};
__decorate([
    Post(),
    UseGuards(ClientGuard),
    HttpCode(200),
    Header('Cache-Control', 'no-store'),
    Header('Pragma', 'no-cache'),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(ScopedRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, ScopedRequest, Object]),
    __metadata("design:returntype", Promise)
], DeviceRequestController.prototype, "start", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], DeviceRequestController.prototype, "refuse", null);
DeviceRequestController = __decorate([
    Controller('oauth/device_authorization'),
    PushingClients(),
    __metadata("design:paramtypes", [DeviceCodes,
        Target,
        DpopProofs,
        Settings])
], DeviceRequestController);
export { DeviceRequestController };
//# sourceMappingURL=device-request.controller.js.map