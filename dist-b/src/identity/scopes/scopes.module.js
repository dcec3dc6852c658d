var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let ScopesModule = class ScopesModule {
};
ScopesModule = __decorate([
    Module({
        controllers: [ScopesAdminController],
        providers: [Changes, ScopeStore, ScopeCatalogue],
        exports: [Changes, ScopeStore, ScopeCatalogue],
    })
], ScopesModule);
export { ScopesModule };
//# sourceMappingURL=scopes.module.js.map