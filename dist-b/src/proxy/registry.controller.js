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
import { TokenHolders } from '../http/access.js';
import { ListQuery, readList, textFilter, wordFilter } from '../http/page-query.js';
import { contextOf } from '../http/request-context.js';
import { TheCaller } from '../http/the-caller.js';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../settings/settings.js';
import { Registry } from './registry.js';
import { namespaceOf, registryView, serverView, versionOf } from './registry.view.js';
const filters = { kind: wordFilter('mcp', 'a2a') };
const NO_STORE = 'private, no-store';
/** What the caller of this request may reach, and nothing else; also in the form of the MCP registry (its API v0.1). */
let RegistryController = class RegistryController {
    registry;
    settings;
    constructor(registry, settings) {
        this.registry = registry;
        this.settings = settings;
    }
    /** What the caller of this request may reach, and nothing else. */
    async list({ page, filters: { kind } }, caller, request) {
        const { address, base } = contextOf(request);
        const reached = await this.registry.page({ caller, address }, page, kind);
        const items = reached.upstreams.map((upstream) => registryView(upstream, this.settings.PUBLIC_URL, base));
        return { items, next: cursorOf(reached) };
    }
    /** The same in the form of the MCP registry (its API v0.1). */
    async servers(caller, request) {
        const { address, base } = contextOf(request);
        const { page, filters } = readServerList(request.query);
        const reached = await this.registry.page({ caller, address }, page, 'mcp');
        const servers = reached.upstreams
            .filter((upstream) => isWanted(upstream, filters))
            .map((upstream) => serverView(upstream, this.settings.PUBLIC_URL, base));
        const next = cursorOf(reached);
        return { servers, metadata: { count: servers.length, ...(next === null ? {} : { nextCursor: next }) } };
    }
    /** One server in the form of the MCP registry. @throws Problem 404 also for one that there is, but not for this caller */
    async server(name, version, caller, request) {
        const { address, base } = contextOf(request);
        const [namespace, own = ''] = name.split('/');
        const ours = namespace === namespaceOf(this.settings.PUBLIC_URL) && name.split('/').length === 2;
        const upstream = ours ? await this.registry.find({ caller, address }, 'mcp', own) : null;
        if (upstream === null || (version !== 'latest' && version !== versionOf(upstream)))
            throw Problem.notFound('server');
        return serverView(upstream, this.settings.PUBLIC_URL, base);
    }
};
__decorate([
    Get(),
    Header('Cache-Control', NO_STORE),
    __param(0, ListQuery(filters)),
    __param(1, TheCaller()),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], RegistryController.prototype, "list", null);
__decorate([
    Get('v0.1/servers'),
    Header('Cache-Control', NO_STORE),
    __param(0, TheCaller()),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], RegistryController.prototype, "servers", null);
__decorate([
    Get('v0.1/servers/:name/versions/:version'),
    Header('Cache-Control', NO_STORE),
    __param(0, Param('name')),
    __param(1, Param('version')),
    __param(2, TheCaller()),
    __param(3, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object, Object]),
    __metadata("design:returntype", Promise)
], RegistryController.prototype, "server", null);
RegistryController = __decorate([
    Controller('api/v1/registry'),
    TokenHolders(),
    __metadata("design:paramtypes", [Registry,
        Settings])
], RegistryController);
export { RegistryController };
const serverFilters = {
    search: textFilter,
    version: textFilter,
    updated_since: timeFilter,
    include_deleted: wordFilter('true', 'false'),
};
/** The registry's word for a page's beginning is another than ours. */
function readServerList({ cursor, ...query }) {
    const asked = cursor === undefined ? query : { ...query, after: cursor };
    return readList(asked, serverFilters);
}
function isWanted(upstream, { search, version, updated_since: since }) {
    if (search !== undefined && !upstream.name.includes(search.toLowerCase()))
        return false;
    if (version !== undefined && version !== 'latest' && version !== versionOf(upstream))
        return false;
    return since === undefined || upstream.updatedAt.getTime() >= since;
}
function timeFilter(text) {
    const time = /^\d{4}-\d\d-\d\d[Tt ]/.test(text) ? Date.parse(text) : NaN;
    if (Number.isNaN(time))
        throw new Error('must be a time (RFC 3339)');
    return time;
}
function cursorOf({ next }) {
    return next === null ? null : Buffer.from(next).toString('base64url');
}
//# sourceMappingURL=registry.controller.js.map