var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { challengeHeader } from '../kernel/challenge.js';
import { Problem } from '../kernel/problem.js';
import { missingRole, reachOf, rolesInEffect } from '../kernel/roles.js';
import { grants } from '../kernel/scope-set.js';
import { spenderOf } from '../kernel/caller.js';
import { Settings } from '../settings/settings.js';
import { AccessDenials, CallerVerifier, TokenRefused } from './access.js';
import { presentedToken } from './bearer.js';
import { ACCESS, NARROWED } from './declared-access.js';
import { ClientLimits } from './limits.js';
import { contextOf, joinTransaction } from './request-context.js';
/** Admits callers of the routes that ask for a role or for a token of theirs; the other kinds of access have guards of their own. */
let AccessGuard = class AccessGuard {
    reflector;
    verifier;
    settings;
    limits;
    denials;
    constructor(reflector, verifier, settings, limits, denials) {
        this.reflector = reflector;
        this.verifier = verifier;
        this.settings = settings;
        this.limits = limits;
        this.denials = denials;
    }
    canActivate(context) {
        const places = [context.getHandler(), context.getClass()];
        const access = this.reflector.getAllAndOverride(ACCESS, places);
        // The start refuses undeclared routes; should one appear all the same, it is closed.
        if (access === undefined)
            throw new Problem(403, 'This route does not say who may call it.');
        const request = context.switchToHttp().getRequest();
        if (access.who === 'token')
            return this.admitToken(request, access);
        if (access.who !== 'administrator')
            return true;
        const narrowed = this.reflector.getAllAndOverride(NARROWED, places) === true;
        return this.admitAdministrator(request, access, narrowed);
    }
    async admitAdministrator(request, { noun, action }, narrowed) {
        const { caller, scheme } = await this.caller(request, this.settings.publicBases);
        await this.limits.spend('LIMIT_ADMIN_CLIENT', caller.claims.client_id);
        const asked = action ?? actionOf(request.method);
        const reach = reachOf(rolesInEffect(caller.scopes, caller.roles), noun, asked) ?? [];
        const needed = missingRole(caller.roles, { noun, action: asked, narrowed });
        const deny = (text) => this.deny(request, scheme, text, needed);
        if (reachOf(caller.scopes, noun, asked) === null)
            return deny(`The token lacks scope ${needed}.`);
        if (reach.length === 0)
            return deny(`The token's person does not have role ${needed}.`);
        if (!narrowed && !reach.includes('all'))
            return deny('This needs a role that reaches everything.');
        request.caller = { ...caller, reach };
        return true;
    }
    async admitToken(request, { audience, scope, metadata }) {
        const ours = audience === '' || audience.startsWith('/');
        const audiences = ours ? this.settings.publicBases.map((base) => base + audience) : [audience];
        const { caller, scheme } = await this.caller(request, audiences, metadata && metadataOf(request));
        await this.limits.spend('LIMIT_BRIDGE_CLIENT', spenderOf(caller));
        if (scope !== undefined)
            await this.checkScope(request, scheme, scope);
        return true;
    }
    async checkScope(request, scheme, scope) {
        if (grants(request.caller?.scopes ?? [], scope))
            return;
        await this.deny(request, scheme, `The token lacks scope ${scope}.`, scope);
    }
    async deny(request, scheme, text, scope) {
        const { caller, method, path } = request;
        if (caller !== undefined)
            await this.denials.record(caller, text, `${method} ${path}`.slice(0, 200));
        throw refused(403, scheme, text, { error: 'insufficient_scope', scope });
    }
    async caller(request, audiences, resource_metadata) {
        const presented = presentedToken(request);
        const told = resource_metadata === undefined ? {} : { resource_metadata };
        if (presented.kind === 'none') {
            const scheme = this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
            throw refused(401, scheme, 'A bearer token is needed.', told);
        }
        const { scheme } = presented;
        if (presented.kind === 'malformed')
            throw refused(400, scheme, presented.detail, { ...told, error: 'invalid_request' });
        const caller = (request.caller = await this.verified(request, presented, audiences, told));
        return { caller, scheme };
    }
    async verified(request, presented, audiences, told) {
        try {
            const caller = await this.verifier.admit(request, presented, audiences);
            joinTransaction(caller.lineage.txn);
            return caller;
        }
        catch (error) {
            if (!(error instanceof TokenRefused))
                throw error;
            throw refused(401, error.scheme ?? presented.scheme, error.message, { ...told, error: error.error });
        }
    }
};
AccessGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector,
        CallerVerifier,
        Settings,
        ClientLimits,
        AccessDenials])
], AccessGuard);
export { AccessGuard };
/** What the method of a request does to what it is about. */
export function actionOf(method) {
    if (method === 'GET' || method === 'HEAD')
        return 'read';
    return method === 'DELETE' ? 'delete' : 'write';
}
/** Of the issuer itself. */
function metadataOf(request) {
    return `${contextOf(request).base}/.well-known/oauth-protected-resource`;
}
/** @param said what the challenge names beside the realm; its text only where a scope does not say it all */
function refused(status, scheme, detail, said = {}) {
    const described = said.error === undefined || said.scope !== undefined ? said : { ...said, error_description: detail };
    return new Problem(status, detail, [], {
        'www-authenticate': challengeHeader(scheme, { realm: 'gatehouse', ...described }),
    });
}
//# sourceMappingURL=access.guard.js.map