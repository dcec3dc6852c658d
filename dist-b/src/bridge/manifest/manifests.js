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
import { createHash } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { LARGEST_PAGE } from '../../kernel/page.js';
import { grants } from '../../kernel/scope-set.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Policy } from '../../policy/policy.contract.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
/** Media type in the header of a manifest, which no other JWT of ours has (RFC 8725 §3.11). */
export const MANIFEST_TYP = 'gatehouse-manifest+jwt';
/** What a host must be able to read; it changes when a member changes its meaning. */
export const MANIFEST_SCHEMA = 1;
/**
 * Seconds for which a manifest is good: the key set has its key for longer, even if that is retired at once. Hosts whose
 * clock is slow have a minute.
 */
const LIFETIME = 3600;
const SKEW = 60;
/** Tells a device what its person may reach, in a form that can be verified without asking again. */
let Manifests = class Manifests {
    upstreams;
    policy;
    keys;
    clock;
    settings;
    constructor(upstreams, policy, keys, clock, settings) {
        this.upstreams = upstreams;
        this.policy = policy;
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }
    /** @param dialled by which base the device came, and will dial the servers, and from which address */
    async content(caller, whose, dialled) {
        const { base, address } = dialled;
        const reached = [];
        for (const upstream of await this.active()) {
            if (await this.reaches({ caller, upstream, address }))
                reached.push(upstream);
        }
        const { PUBLIC_URL, BRIDGE_MINIMUM_VERSION } = this.settings;
        const servers = reached.map((upstream) => serverOf(upstream, PUBLIC_URL, base));
        return { ...contentOf(whose, BRIDGE_MINIMUM_VERSION, await this.policy.version()), mcp_servers: servers };
    }
    /**
     * Equal for manifests that say the same, within one hour by the clock: one that is told to be unchanged has not expired.
     * Weak, since times and signatures differ (RFC 9110 §8.8.1).
     */
    tag(content) {
        const hour = Math.floor(this.clock.seconds() / LIFETIME);
        const digest = createHash('sha256')
            .update(JSON.stringify([hour, content]))
            .digest('base64url');
        return `W/"${digest}"`;
    }
    /**
     * A JWT in compact form, so that what was signed is what is sent, byte for byte (RFC 7515 §7.1). Its audience is the one
     * device: nobody takes it for a token, whether they look at its type or not. Its times are there twice, for JWT libraries
     * and for hosts.
     */
    async sign(content) {
        const iat = this.clock.seconds();
        const [nbf, exp] = [iat - SKEW, iat + LIFETIME];
        const times = { issued_at: rfc3339(iat), not_before: rfc3339(nbf), expires_at: rfc3339(exp) };
        const { user, device } = content;
        const claims = { iss: this.settings.PUBLIC_URL, aud: device.id, sub: user.id, iat, nbf, exp };
        return this.keys.sign(MANIFEST_TYP, { ...claims, ...times, ...content });
    }
    /** MCP servers that are switched on; a device's token is for no agents. */
    async active() {
        const found = [];
        for (let after = null;;) {
            const page = await this.upstreams.page({ after, limit: LARGEST_PAGE });
            found.push(...page.slice(0, LARGEST_PAGE).filter(({ kind }) => kind === 'mcp'));
            if (page.length <= LARGEST_PAGE)
                return found;
            after = page[LARGEST_PAGE - 1]?.id ?? null;
        }
    }
    /** The same questions as at the gate, of a request that has no message yet. */
    async reaches(asked) {
        const { caller, upstream } = asked;
        if (!upstream.requiredScopes.every((scope) => grants(caller.scopes, scope)))
            return false;
        return (await this.policy.decide({ ...asked, message: null })).decision === 'allow';
    }
};
Manifests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        Policy,
        KeyRing,
        Clock,
        Settings])
], Manifests);
export { Manifests };
function contentOf({ device, person }, minimum, version) {
    return {
        schema_version: MANIFEST_SCHEMA,
        minimum_version: minimum,
        policy_version: version,
        user: { id: person.id, email: person.email, name: person.name, roles: person.roles },
        device: { id: device.id, name: device.name },
        agents: [],
    };
}
/** @param issuer before the path it is the resource, which stays the same by whichever base it is dialled */
function serverOf({ kind, name, requiredScopes, requiredTokenBinding }, issuer, base) {
    const path = gatePath(kind, name);
    return {
        name,
        resource: issuer + path,
        endpoint: base + path,
        required_scopes: requiredScopes,
        binding: requiredTokenBinding,
    };
}
function rfc3339(seconds) {
    return new Date(seconds * 1000).toISOString();
}
//# sourceMappingURL=manifests.js.map