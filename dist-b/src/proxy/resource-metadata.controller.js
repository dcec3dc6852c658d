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
import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { Anyone } from '../http/access.js';
import { contextOf } from '../http/request-context.js';
import { Problem } from '../kernel/problem.js';
import { ROLE_NAMES } from '../kernel/roles.js';
import { DPOP_ALGORITHMS } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';
import { gatePath } from './gate-path.js';
import { Upstreams } from './upstreams/upstreams.contract.js';
/** Protected resource metadata, one document for each upstream and one for the admin API (RFC 9728 §3). */
let ResourceMetadataController = class ResourceMetadataController {
    upstreams;
    settings;
    constructor(upstreams, settings) {
        this.upstreams = upstreams;
        this.settings = settings;
    }
    /** Protected resource metadata of administration and userinfo (RFC 9728 §3). */
    issuer(request) {
        return this.document(contextOf(request).base, [...ROLE_NAMES], 'Gatehouse', 'none');
    }
    /** Protected resource metadata of an MCP server: where its tokens come from (RFC 9728 §3). */
    mcp(name, request) {
        return this.upstream('mcp', name, contextOf(request).base);
    }
    /** Protected resource metadata of an A2A agent: where its tokens come from (RFC 9728 §3). */
    agent(name, request) {
        return this.upstream('a2a', name, contextOf(request).base);
    }
    /** `resource` is byte for byte what the client dialled (RFC 9728 §3.3). */
    async upstream(kind, name, base) {
        const upstream = await this.upstreams.find(kind, name);
        if (upstream === null)
            throw Problem.notFound('resource');
        const { requiredScopes, requiredTokenBinding } = upstream;
        return this.document(base + gatePath(kind, upstream.name), requiredScopes, upstream.name, requiredTokenBinding);
    }
    document(resource, scopes, name, required) {
        const bound = [required, this.settings.REQUIRED_TOKEN_BINDING];
        return {
            resource,
            authorization_servers: [this.settings.PUBLIC_URL],
            ...(scopes.length > 0 ? { scopes_supported: scopes } : {}),
            bearer_methods_supported: ['header'],
            dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
            ...(bound.includes('dpop') ? { dpop_bound_access_tokens_required: true } : {}),
            ...(this.settings.takesCertificates ? { tls_client_certificate_bound_access_tokens: true } : {}),
            resource_name: name,
        };
    }
};
__decorate([
    Get(),
    Header('Cache-Control', 'public, max-age=60'),
    __param(0, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Object)
], ResourceMetadataController.prototype, "issuer", null);
__decorate([
    Get('api/v1/mcp/:server'),
    Header('Cache-Control', 'public, max-age=60'),
    __param(0, Param('server')),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ResourceMetadataController.prototype, "mcp", null);
__decorate([
    Get('api/v1/agents/:server'),
    Header('Cache-Control', 'public, max-age=60'),
    __param(0, Param('server')),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ResourceMetadataController.prototype, "agent", null);
ResourceMetadataController = __decorate([
    Controller('.well-known/oauth-protected-resource'),
    Anyone(),
    __metadata("design:paramtypes", [Upstreams,
        Settings])
], ResourceMetadataController);
export { ResourceMetadataController };
//# sourceMappingURL=resource-metadata.controller.js.map