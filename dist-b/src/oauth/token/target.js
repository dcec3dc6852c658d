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
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { isResourceUri, sameResource } from '../../kernel/resource-uri.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
const MOST_RESOURCES = 20;
/** Decides where a token may be used (RFC 8707 §2.2). */
let Target = class Target {
    upstreams;
    settings;
    constructor(upstreams, settings) {
        this.upstreams = upstreams;
        this.settings = settings;
    }
    /**
     * The resources or audiences asked for, when they exist and the client may name them; else the client's default, else
     * the issuer, never "all". The token is for the first; the session may be used for all of them by whoever exchanges it.
     * @throws OAuthError `invalid_target`
     */
    audiencesFor(client, resource, audience) {
        const [first, ...more] = [...new Set([...resource, ...audience])];
        if (first === undefined)
            return [this.defaultOf(client)];
        if (more.length >= MOST_RESOURCES)
            throw new OAuthError('invalid_target', 'too many resources');
        return this.checked(client, [first, ...more], resource);
    }
    async checked(client, named, resource) {
        for (const one of named) {
            const checking = this.checkNamed(client, one, resource.includes(one));
            if (isLater(checking))
                await checking;
        }
        return named;
    }
    defaultOf(client) {
        // A client that is bound to its resources gets no other one by leaving the parameter out (RFC 8707 §2.2).
        if (client.defaultAudience === null)
            this.checkListed(client, this.settings.PUBLIC_URL, null);
        return client.defaultAudience ?? this.settings.PUBLIC_URL;
    }
    checkNamed(client, asked, asResource) {
        if (asResource && !isResourceUri(asked)) {
            throw new OAuthError('invalid_target', 'resource must be an absolute URI without a fragment');
        }
        if (!asResource && client.audiences.includes(asked))
            return;
        return this.check(client, asked);
    }
    /**
     * The resources that an authorization request names, or the one that a token without any would be for.
     * @throws OAuthError `invalid_target`
     */
    async resourcesFor(client, resource) {
        return [...(await this.audiencesFor(client, resource, []))];
    }
    /**
     * The one of the granted resources that a token is for: the first, unless the client names one of them.
     * @throws OAuthError `invalid_target` also when it is gone meanwhile
     */
    async grantedAudience(client, granted, resource) {
        const named = [...new Set(resource)];
        if (named.length > 1)
            throw new OAuthError('invalid_target', 'a token is for one resource: ask for one at a time');
        const audience = granted.find((one) => named[0] === undefined || sameResource(one, named[0]));
        if (audience === undefined)
            throw new OAuthError('invalid_target', 'the resource is not among those granted');
        // The default audience of a client was its administrator's choice, and is no resource to be named.
        if (audience !== client.defaultAudience)
            await this.check(client, audience);
        return audience;
    }
    check(client, asked) {
        const own = this.settings.publicBases.some((base) => sameResource(base, asked));
        return own ? this.checkListed(client, asked, null) : this.checkUpstream(client, asked);
    }
    async checkUpstream(client, asked) {
        const upstream = isResourceUri(asked) ? await this.upstreams.findByResource(asked) : null;
        if (upstream === null)
            throw new OAuthError('invalid_target', 'no such resource or audience for this client');
        this.checkListed(client, asked, upstream);
    }
    /** @param upstream null where it is ourselves */
    checkListed(client, asked, upstream) {
        if (client.resources === null)
            return;
        // An alias names the same upstream: the client's list holds its first name.
        const canonical = upstream === null ? this.settings.PUBLIC_URL : this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
        if (!client.resources.some((allowed) => sameResource(allowed, canonical) || sameResource(allowed, asked))) {
            throw new OAuthError('invalid_target', 'the client may not name this resource');
        }
    }
};
Target = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        Settings])
], Target);
export { Target };
//# sourceMappingURL=target.js.map