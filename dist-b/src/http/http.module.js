var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule, ThrottlerStorage } from '@nestjs/throttler';
import { definitions } from '../settings/definitions.js';
import { Settings } from '../settings/settings.js';
import { AccessGuard } from './access.guard.js';
import { ClientCertificateGuard, ClientCertificates } from './client-certificates.js';
import { DeclaredRoutes } from './declared-routes.js';
import { Draining } from './draining.js';
import { HealthController } from './health.controller.js';
import { AddressLimitGuard, ClientLimits, LimitStorage } from './limits.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { ApiDocsController } from './openapi/api-docs.controller.js';
import { ApiDocument } from './openapi/api-document.js';
import { MountedRoutes } from './openapi/mounted-routes.js';
import { Assets } from './pages/assets.js';
import { AssetsController } from './pages/assets.controller.js';
import { Brand } from './pages/brand.js';
import { Pages } from './pages/pages.js';
import { PublicBases } from './public-bases.js';
import { RefusalFilter } from './refusal.filter.js';
import { SharedLimits } from './shared-limits.js';
import { UnexpectedFilter } from './unexpected.filter.js';
const tiers = Object.keys(definitions).filter((name) => name.startsWith('LIMIT_'));
/**
 * Owns the edge: who may call a route, client certificates, limits, the shapes of errors, the frame of pages, health,
 * metrics, draining.
 * Knows Express; knows no feature: it asks whoever mints tokens, through CallerVerifier, who a caller is.
 */
let HttpModule = class HttpModule {
};
HttpModule = __decorate([
    Global(),
    Module({
        imports: [
            DiscoveryModule,
            ThrottlerModule.forRootAsync({
                inject: [Settings],
                useFactory: (settings) => ({
                    throttlers: tiers.map((name) => ({ name, limit: settings[name].count, ttl: settings[name].seconds * 1000 })),
                    setHeaders: false,
                }),
            }),
        ],
        controllers: [HealthController, MetricsController, AssetsController, ApiDocsController],
        providers: [
            Brand,
            Assets,
            Pages,
            PublicBases,
            ClientCertificates,
            Draining,
            DeclaredRoutes,
            MountedRoutes,
            ApiDocument,
            Metrics,
            SharedLimits,
            LimitStorage,
            // In place of the one that the library's own module has.
            { provide: ThrottlerStorage, useExisting: LimitStorage },
            ClientLimits,
            // Limits by address come before authentication; of two filters Nest asks the later one first.
            { provide: APP_GUARD, useClass: AddressLimitGuard },
            { provide: APP_GUARD, useClass: ClientCertificateGuard },
            { provide: APP_GUARD, useClass: AccessGuard },
            { provide: APP_FILTER, useClass: UnexpectedFilter },
            { provide: APP_FILTER, useClass: RefusalFilter },
        ],
        exports: [PublicBases, ClientCertificates, ClientLimits, Draining, Metrics, Pages],
    })
], HttpModule);
export { HttpModule };
//# sourceMappingURL=http.module.js.map