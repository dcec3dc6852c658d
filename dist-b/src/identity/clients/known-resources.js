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
import { sameResource } from '../../kernel/resource-uri.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
/** Which resources a client can refer to: those of the upstreams, and our own. */
let KnownResources = class KnownResources {
    upstreams;
    settings;
    constructor(upstreams, settings) {
        this.upstreams = upstreams;
        this.settings = settings;
    }
    /** By its first name alone: an alias is the same upstream, and one list of names is enough. */
    async has(resource) {
        if (sameResource(resource, this.settings.PUBLIC_URL))
            return true;
        return resource.startsWith(this.settings.PUBLIC_URL) && (await this.upstreams.findByResource(resource)) !== null;
    }
    /** @returns null when all are known */
    async fault(resources) {
        const unknown = [];
        for (const resource of resources)
            if (!(await this.has(resource)))
                unknown.push(resource);
        return unknown.length === 0
            ? null
            : `neither the resource of an upstream nor the public URL: ${unknown.join(', ')}`;
    }
};
KnownResources = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        Settings])
], KnownResources);
export { KnownResources };
//# sourceMappingURL=known-resources.js.map