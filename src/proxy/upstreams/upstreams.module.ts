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
@Module({
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
export class UpstreamsModule {}
