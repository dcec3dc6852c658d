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
import { All, Controller, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import { PushingClients } from '../../http/access.js';
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { DpopProofs } from '../proofs/dpop-proofs.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient } from '../token/grant.js';
import { AuthorizationReader } from './authorization-reader.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';
import { PUSHED } from './authorization-start.js';
/** Seconds in which the browser must come with it. */
const EXPIRES_IN = 60;
/** Authorization requests that clients push before the browser comes (RFC 9126). */
let PushedAuthorizationController = class PushedAuthorizationController {
    clients;
    reader;
    requests;
    proofs;
    constructor(clients, reader, requests, proofs) {
        this.clients = clients;
        this.reader = reader;
        this.requests = requests;
        this.proofs = proofs;
    }
    /**
     * A client pushes its authorization request before the browser comes (RFC 9126). Checks all that the authorization
     * endpoint would check (RFC 9126 §2.1).
     */
    async push({ clientId }, request) {
        const { form } = request;
        const client = await this.clients.findAsking(clientId);
        if (client === null || form === undefined)
            throw new OAuthError('invalid_client', 'the client is gone');
        if (form.one('request_uri') !== undefined)
            throw new OAuthError('invalid_request', 'request_uri cannot be pushed');
        this.reader.redirectUri(form, client);
        const proof = await this.proofs.ofClient(request);
        const parameters = await this.reader.parameters(form, client, proof);
        const id = await this.requests.insert(clientId, parameters, EXPIRES_IN);
        return { request_uri: PUSHED + id, expires_in: EXPIRES_IN };
    }
    refuse(response) {
        response.setHeader('allow', 'POST');
        throw new OAuthError('invalid_request', 'requests are pushed by POST alone', { status: 405 });
    }
};
__decorate([
    Post(),
    UseGuards(ClientGuard),
    Header('Cache-Control', 'no-store'),
    __param(0, AuthenticatedClient()),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], PushedAuthorizationController.prototype, "push", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], PushedAuthorizationController.prototype, "refuse", null);
PushedAuthorizationController = __decorate([
    Controller('oauth/par'),
    PushingClients(),
    __metadata("design:paramtypes", [ClientDirectory,
        AuthorizationReader,
        AuthorizationRequestStore,
        DpopProofs])
], PushedAuthorizationController);
export { PushedAuthorizationController };
//# sourceMappingURL=pushed-authorization.controller.js.map