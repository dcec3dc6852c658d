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
import { LARGEST_PAGE } from '../kernel/page.js';
import { grants } from '../kernel/scope-set.js';
import { Policy } from '../policy/policy.contract.js';
import { Upstreams } from './upstreams/upstreams.contract.js';
/** Upstreams that one request looks at: of very many that are closed to a caller, it goes on with the next. */
const MOST = 5 * LARGEST_PAGE;
/** Tells a caller what it may reach, by the questions of the gate: scopes, and policy for a request without a message. */
let Registry = class Registry {
    upstreams;
    policy;
    constructor(upstreams, policy) {
        this.upstreams = upstreams;
        this.policy = policy;
    }
    /** @param kind all when left out */
    async page(reader, { after, limit }, kind) {
        const found = [];
        let cursor = after;
        for (let looked = 0; looked < MOST; looked += LARGEST_PAGE) {
            const rows = await this.upstreams.page({ after: cursor, limit: LARGEST_PAGE });
            for (const upstream of rows.slice(0, LARGEST_PAGE)) {
                if (found.length === limit)
                    return { upstreams: found, next: cursor };
                cursor = upstream.id;
                if (kind !== undefined && upstream.kind !== kind)
                    continue;
                if (await this.reaches(reader, upstream))
                    found.push(upstream);
            }
            if (rows.length <= LARGEST_PAGE)
                return { upstreams: found, next: null };
        }
        return { upstreams: found, next: cursor };
    }
    /** @returns null for one that there is not, that is switched off, or that the caller may not reach */
    async find(reader, kind, name) {
        const upstream = await this.upstreams.find(kind, name);
        if (upstream === null || upstream.status !== 'active')
            return null;
        return (await this.reaches(reader, upstream)) ? upstream : null;
    }
    async reaches({ caller, address }, upstream) {
        if (!upstream.requiredScopes.every((scope) => grants(caller.scopes, scope)))
            return false;
        return (await this.policy.decide({ caller, upstream, address, message: null })).decision === 'allow';
    }
};
Registry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        Policy])
], Registry);
export { Registry };
//# sourceMappingURL=registry.js.map