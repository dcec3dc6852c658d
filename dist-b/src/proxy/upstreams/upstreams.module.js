var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { ScopesModule } from '../../identity/scopes/scopes.module.js';
import { CredentialVault } from './credential-vault.js';
import { UpstreamRegister } from './upstream-register.js';
import { UpstreamTraffic } from './upstream-traffic.js';
import { UpstreamStore } from './upstream.store.js';
import { UpstreamsAdminController } from './upstreams.admin.controller.js';
import { Upstreams } from './upstreams.contract.js';
/**
 * Owns the MCP servers and A2A agents behind the gate: what they are called, where they are, what they ask for.
 * Owns no call to them: that is the proxy's; it counts them, and keeps what they say of each server's health. Asks the catalogue which scopes there are; everybody else asks here,
 * through Upstreams, what a resource is.
 */
let UpstreamsModule = class UpstreamsModule {
};
UpstreamsModule = __decorate([
    Module({
        imports: [ScopesModule],
        controllers: [UpstreamsAdminController],
        providers: [
            UpstreamStore,
            { provide: Upstreams, useExisting: UpstreamStore },
            UpstreamRegister,
            UpstreamTraffic,
            CredentialVault,
        ],
        exports: [Upstreams, UpstreamStore, UpstreamTraffic, CredentialVault],
    })
], UpstreamsModule);
export { UpstreamsModule };
//# sourceMappingURL=upstreams.module.js.map