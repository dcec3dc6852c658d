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
import { All, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { RegisteringClients } from '../../http/access.js';
import { presentedToken } from '../../http/bearer.js';
import { jsonFields } from '../../http/json-body.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { metadataView, secretMembers } from './client-metadata.view.js';
import { SelfRegistration } from './self-registration.js';
/** Where clients register themselves (RFC 7591), and look after what they registered (RFC 7592). */
let RegistrationController = class RegistrationController {
    registration;
    settings;
    constructor(registration, settings) {
        this.registration = registration;
        this.settings = settings;
    }
    /** A client registers itself (RFC 7591 §3.1). The answer is the only one that ever shows the secret. */
    async create(request) {
        const { client, secret, token } = await this.registration.create(() => metadataOf(request), bearer(request));
        return { ...this.view(client), ...secretMembers(secret), registration_access_token: token };
    }
    /** A client reads what it registered (RFC 7592 §2.1). */
    async read(clientId, request) {
        const token = required(request);
        return { ...this.view(await this.registration.read(clientId, token)), registration_access_token: token };
    }
    /** A client replaces all that it registered (RFC 7592 §2.2). */
    async replace(clientId, request) {
        const token = required(request);
        const { client, secret, ...kept } = await this.registration.replace(clientId, token, await metadataOf(request));
        const shown = secret === null ? {} : secretMembers(secret);
        return { ...this.view(client), ...shown, registration_access_token: kept.token };
    }
    /** A client takes itself out (RFC 7592 §2.3): its tokens and sessions end. */
    async remove(clientId, request) {
        await this.registration.remove(clientId, required(request));
    }
    refuse(response) {
        response.setHeader('allow', 'POST');
        throw new OAuthError('invalid_request', 'clients are registered by POST alone', { status: 405 });
    }
    refuseOther(response) {
        response.setHeader('allow', 'GET, PUT, DELETE');
        throw new OAuthError('invalid_request', 'a registration is read, replaced and deleted', { status: 405 });
    }
    view(client) {
        const uri = `${this.settings.PUBLIC_URL}/oauth/register/${encodeURIComponent(client.clientId)}`;
        return { ...metadataView(client), registration_client_uri: uri };
    }
};
__decorate([
    Post(),
    HttpCode(201),
    Header('Cache-Control', 'no-store'),
    __param(0, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], RegistrationController.prototype, "create", null);
__decorate([
    Get(':client_id'),
    Header('Cache-Control', 'no-store'),
    __param(0, Param('client_id')),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], RegistrationController.prototype, "read", null);
__decorate([
    Put(':client_id'),
    Header('Cache-Control', 'no-store'),
    __param(0, Param('client_id')),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], RegistrationController.prototype, "replace", null);
__decorate([
    Delete(':client_id'),
    HttpCode(204),
    Header('Cache-Control', 'no-store'),
    __param(0, Param('client_id')),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], RegistrationController.prototype, "remove", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], RegistrationController.prototype, "refuse", null);
__decorate([
    All(':client_id'),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], RegistrationController.prototype, "refuseOther", null);
RegistrationController = __decorate([
    Controller('oauth/register'),
    RegisteringClients(),
    __metadata("design:paramtypes", [SelfRegistration,
        Settings])
], RegistrationController);
export { RegistrationController };
/** @throws OAuthError `invalid_request` for a header that nobody can read */
function bearer(request) {
    const presented = presentedToken(request);
    if (presented.kind === 'none')
        return undefined;
    if (presented.kind === 'token' && presented.scheme === 'Bearer')
        return presented.token;
    const text = presented.kind === 'malformed' ? presented.detail : 'the token must come as a bearer token';
    throw new OAuthError('invalid_request', text, { challenge: 'Bearer error="invalid_request"' });
}
function required(request) {
    const token = bearer(request);
    if (token !== undefined)
        return token;
    throw new OAuthError('invalid_token', 'the registration access token is missing', {
        status: 401,
        challenge: 'Bearer',
    });
}
/** @throws OAuthError `invalid_client_metadata` for what is no JSON object */
async function metadataOf(request) {
    try {
        return await jsonFields(request);
    }
    catch (cause) {
        if (!(cause instanceof Problem))
            throw cause;
        throw new OAuthError('invalid_client_metadata', cause.detail, { cause });
    }
}
//# sourceMappingURL=registration.controller.js.map