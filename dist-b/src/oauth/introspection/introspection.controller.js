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
import { All, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Clients } from '../../http/access.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient } from '../token/grant.js';
import { TokenIntrospection } from './token-introspection.js';
/** Media type and `typ` of a signed answer (RFC 9701 §4, §5). */
const SIGNED = 'token-introspection+jwt';
/** Tells a resource server, or the client itself, what a token is worth now (RFC 7662, RFC 9701). */
let IntrospectionController = class IntrospectionController {
    introspection;
    keys;
    clock;
    settings;
    constructor(introspection, keys, clock, settings) {
        this.introspection = introspection;
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }
    async introspect(client, request, response) {
        // Who only says its name has proved nothing (RFC 7662 §2.1).
        if (client.authMethod === 'none')
            throw new OAuthError('invalid_client', 'introspection needs a client that authenticates');
        const token = request.form?.one('token');
        if (token === undefined)
            throw new OAuthError('invalid_request', 'token is missing');
        const answer = await this.introspection.of(token, client);
        response.status(200).set({ 'cache-control': 'no-store', vary: 'accept' });
        if (!wantsSigned(request))
            return void response.json(answer);
        // No sub and no exp beside it: it must never pass for an access token (RFC 9701 §8.1).
        const said = {
            iss: this.settings.PUBLIC_URL,
            aud: client.clientId,
            iat: this.clock.seconds(),
            token_introspection: answer,
        };
        response.type(`application/${SIGNED}`).send(await this.keys.sign(SIGNED, said, client.introspectionAlg));
    }
    refuse(response) {
        response.setHeader('allow', 'POST');
        throw new OAuthError('invalid_request', 'the introspection endpoint takes POST alone', { status: 405 });
    }
};
__decorate([
    Post(),
    UseGuards(ClientGuard),
    __param(0, AuthenticatedClient()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], IntrospectionController.prototype, "introspect", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], IntrospectionController.prototype, "refuse", null);
IntrospectionController = __decorate([
    Controller('oauth/introspect'),
    Clients(),
    __metadata("design:paramtypes", [TokenIntrospection,
        KeyRing,
        Clock,
        Settings])
], IntrospectionController);
export { IntrospectionController };
/** Asked for by name: whoever accepts anything gets JSON. */
function wantsSigned(request) {
    const types = (request.headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
    return types.includes(`application/${SIGNED}`);
}
//# sourceMappingURL=introspection.controller.js.map