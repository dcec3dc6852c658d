var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Controller, Get, Header } from '@nestjs/common';
import { Anyone } from '../../http/access.js';
import { ServerMetadata } from './server-metadata.js';
/**
 * Authorization server metadata (RFC 8414 §3, OpenID Connect Discovery §4). The issuer has no path, so the
 * path-inserted forms that clients derive from a resource's path lead here as well.
 */
let MetadataController = class MetadataController {
    metadata;
    constructor(metadata) {
        this.metadata = metadata;
    }
    /**
     * Metadata of the authorization server (RFC 8414 §3). The issuer has no path, so clients that derive one from a
     * resource's path find the same there.
     */
    authorizationServer() {
        return this.metadata.authorizationServer();
    }
    /** Metadata of the OpenID provider (OpenID Connect Discovery §4). */
    openid() {
        return this.metadata.openid();
    }
};
__decorate([
    Get(['oauth-authorization-server', 'oauth-authorization-server/*path']),
    Header('Cache-Control', 'public, max-age=300'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], MetadataController.prototype, "authorizationServer", null);
__decorate([
    Get(['openid-configuration', 'openid-configuration/*path']),
    Header('Cache-Control', 'public, max-age=300'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], MetadataController.prototype, "openid", null);
MetadataController = __decorate([
    Controller('.well-known'),
    Anyone(),
    __metadata("design:paramtypes", [ServerMetadata])
], MetadataController);
export { MetadataController };
//# sourceMappingURL=metadata.controller.js.map