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
import { CallerVerifier, TokenRefused } from '../http/access.js';
import { presentedToken } from '../http/bearer.js';
import { ClientLimits } from '../http/limits.js';
import { contextOf, joinTransaction } from '../http/request-context.js';
import { isAccessKey } from '../identity/credentials/access-key.rules.js';
import { spenderOf } from '../kernel/caller.js';
import { Challenge } from '../kernel/challenge.js';
import { Problem } from '../kernel/problem.js';
import { sameResource } from '../kernel/resource-uri.js';
import { grants } from '../kernel/scope-set.js';
import { isBoundAs } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';
import { gatePath, gateRoot } from './gate-path.js';
import { GateRefusals } from './gate-refusals.js';
import { Upstreams } from './upstreams/upstreams.contract.js';
/**
 * Admits nobody without a live token for exactly this upstream, and tells everybody else how to get one
 * (RFC 6750 §3, RFC 9728 §5.1). Without credentials an unknown server is answered like a known one.
 */
let ProxyChallengeGuard = class ProxyChallengeGuard {
    upstreams;
    verifier;
    limits;
    settings;
    refusals;
    constructor(upstreams, verifier, limits, settings, refusals) {
        this.upstreams = upstreams;
        this.verifier = verifier;
        this.limits = limits;
        this.settings = settings;
        this.refusals = refusals;
    }
    async canActivate(context) {
        const request = context.switchToHttp().getRequest();
        const presented = presentedToken(request);
        const dialled = dialledServer(request, this.scheme(presented));
        try {
            request.admission = await this.admit(request, presented, dialled);
            return true;
        }
        catch (error) {
            this.refusals.tell(request, dialled, error);
            throw error;
        }
    }
    async admit(request, presented, dialled) {
        this.checkOrigin(request);
        if (presented.kind === 'none')
            throw challenge(dialled, 401);
        if (presented.kind === 'malformed') {
            throw challenge(dialled, 400, { error: 'invalid_request', error_description: presented.detail });
        }
        const upstream = await this.upstreams.find(dialled.kind, dialled.name);
        const caller = await this.verified(request, presented, dialled, upstream);
        await this.limits.spend('LIMIT_GATE_CLIENT', spenderOf(caller));
        if (upstream === null)
            throw Problem.notFound(dialled.kind === 'mcp' ? 'MCP server' : 'agent');
        const resource = this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
        const admission = { caller, upstream, dialled, resource, address: contextOf(request).address };
        const lacking = upstream.requiredScopes.filter((scope) => !grants(caller.scopes, scope));
        if (lacking.length > 0) {
            const scope = upstream.requiredScopes.join(' ');
            const error_description = `the token lacks scope ${lacking.join(' ')}`;
            await this.refusals.known(admission, error_description);
            throw challenge(dialled, 403, { error: 'insufficient_scope', error_description, scope });
        }
        if (upstream.status === 'active')
            return admission;
        await this.refusals.known(admission, 'the server is switched off');
        throw new Problem(503, 'This server is switched off.');
    }
    /** A token for another audience is refused here like any other bad one; only who is known learns what exists. */
    async verified(request, presented, dialled, upstream) {
        const audiences = upstream === null ? null : this.audiences(dialled);
        try {
            const caller = isAccessKey(presented.token)
                ? await this.verifier.verifyKey(presented, contextOf(request).address, audiences)
                : await this.verifier.admit(request, presented, audiences);
            joinTransaction(caller.lineage.txn);
            if (upstream !== null)
                this.checkFamily(caller, dialled);
            checkBinding(caller, upstream);
            return caller;
        }
        catch (error) {
            if (!(error instanceof TokenRefused))
                throw error;
            const asked = { ...dialled, scheme: error.scheme ?? dialled.scheme };
            throw challenge(asked, 401, { error: error.error, error_description: error.message }, error);
        }
    }
    /** This upstream alone, or for a device all of its kind. */
    audiences({ kind, name }) {
        return this.settings.publicBases.flatMap((base) => [base + gatePath(kind, name), base + gateRoot(kind)]);
    }
    /** A token for all upstreams of a kind is a device's; nobody else’s is good for more than one. */
    checkFamily({ source, audiences }, { kind, name }) {
        const own = this.settings.publicBases.map((base) => base + gatePath(kind, name));
        if (source === 'bridge' || audiences.some((one) => own.some((resource) => sameResource(one, resource))))
            return;
        throw new TokenRefused('The token is for another audience.');
    }
    scheme(presented) {
        if (presented.kind !== 'none')
            return presented.scheme;
        return this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
    }
    /** A page of a foreign site may not speak to the gate, not even with a token (MCP transports, DNS rebinding). */
    checkOrigin(request) {
        const { origin } = request.headers;
        if (origin !== undefined && !this.settings.publicBases.includes(origin)) {
            throw new Problem(403, 'Requests of this origin are not admitted.');
        }
    }
};
ProxyChallengeGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        CallerVerifier,
        ClientLimits,
        Settings,
        GateRefusals])
], ProxyChallengeGuard);
export { ProxyChallengeGuard };
function checkBinding({ claims }, upstream) {
    const required = upstream?.requiredTokenBinding ?? 'none';
    if (isBoundAs(required, claims.cnf))
        return;
    throw new TokenRefused('The token is not bound to its holder as this server wants it.', required === 'dpop' ? { scheme: 'DPoP' } : {});
}
function dialledServer(request, scheme) {
    const kind = request.path.startsWith('/api/v1/agents/') ? 'a2a' : 'mcp';
    const name = String(request.params['server']);
    const path = gatePath(kind, encodeURIComponent(name));
    const resourceMetadata = `${contextOf(request).base}/.well-known/oauth-protected-resource${path}`;
    return { kind, name, resourceMetadata, scheme };
}
function challenge(dialled, status, refusal = {}, cause) {
    return new Challenge(status, { realm: dialled.name, resource_metadata: dialled.resourceMetadata, ...refusal }, { scheme: dialled.scheme, cause });
}
/** The call would be allowed after another sign-in (RFC 9470 §3). */
export function insufficientAuthentication(dialled, { acr, max_age: maxAge }) {
    return challenge(dialled, 401, {
        error: 'insufficient_user_authentication',
        error_description: 'A stronger or more recent sign-in of the person is needed.',
        ...(acr === undefined ? {} : { acr_values: acr.join(' ') }),
        ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
    });
}
/** A session that was closed while its request was under way is refused as if it had been closed before. */
export function closedMeanwhile(dialled) {
    return challenge(dialled, 401, { error: 'invalid_token', error_description: 'The session was closed.' });
}
//# sourceMappingURL=proxy-challenge.guard.js.map