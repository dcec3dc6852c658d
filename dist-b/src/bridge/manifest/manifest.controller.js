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
import { Controller, Get, Req, Res } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import { isTagKnown } from '../../kernel/entity-tag.js';
import { CallingDevices } from '../devices/calling-device.js';
import { Manifests } from './manifests.js';
/** What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`. */
let ManifestController = class ManifestController {
    manifests;
    devices;
    constructor(manifests, devices) {
        this.manifests = manifests;
        this.devices = devices;
    }
    /**
     * What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`. 304 for a host that has the same
     * already (RFC 9110 §13.1.2).
     */
    async read(caller, request, response) {
        const content = await this.manifests.content(caller, await this.devices.of(caller), contextOf(request));
        const tag = this.manifests.tag(content);
        response.setHeader('etag', tag);
        response.setHeader('cache-control', 'private, no-cache');
        if (isTagKnown(request.headers['if-none-match'], tag))
            return void response.status(304).end();
        // Not through Express, which would add a charset that the type does not have (RFC 7515 §9.2.1).
        response.setHeader('content-type', 'application/jose');
        response.end(await this.manifests.sign(content));
    }
};
__decorate([
    Get(),
    __param(0, TheCaller()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], ManifestController.prototype, "read", null);
ManifestController = __decorate([
    Controller('api/v1/bridge/manifest'),
    Devices(),
    __metadata("design:paramtypes", [Manifests,
        CallingDevices])
], ManifestController);
export { ManifestController };
//# sourceMappingURL=manifest.controller.js.map