import { Module } from '@nestjs/common';
import { Changes } from '../changes.store.js';
import { ScopeCatalogue } from './scope.catalogue.js';
import { ScopeStore } from './scope.store.js';
import { ScopesAdminController } from './scopes.admin.controller.js';

/**
 * Owns the scopes that administrators add, and the catalogue that merges them with the built-in ones.
 * Stands apart from the rest of identity because upstreams need it, and clients need upstreams.
 * Owns no decision about who may have a scope: that is the token endpoint's. Asks nobody.
 */
@Module({
  controllers: [ScopesAdminController],
  providers: [Changes, ScopeStore, ScopeCatalogue],
  exports: [Changes, ScopeStore, ScopeCatalogue],
})
export class ScopesModule {}
