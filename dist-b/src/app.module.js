var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var AppModule_1;
import { Module } from '@nestjs/common';
import { AdministrationModule } from './administration/administration.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { AuditModule } from './audit/audit.module.js';
import { ReadingModule } from './audit/reading.module.js';
import { BridgeModule } from './bridge/bridge.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeviceGrantModule } from './device-grant/device-grant.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { KeysModule } from './keys/keys.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { OutboundModule } from './outbound/outbound.module.js';
import { PeopleModule } from './people/people.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { ProxyModule } from './proxy/proxy.module.js';
import { SettingsModule } from './settings/settings.module.js';
/** The map of the system. */
let AppModule = AppModule_1 = class AppModule {
    static with(settings, databaseUrl, parts) {
        return {
            module: AppModule_1,
            imports: [
                SettingsModule.with(settings, parts.log, parts.clock),
                DatabaseModule.at(databaseUrl, settings.DATABASE_POOL),
                HttpModule,
                // Routes are tried in the order of their modules: those for machines come first.
                OAuthModule,
                ProxyModule,
                OutboundModule,
                AuditModule,
                KeysModule,
                AdministrationModule,
                IdentityModule,
                ReadingModule,
                AnalyticsModule,
                PeopleModule,
                BridgeModule,
                DeviceGrantModule,
                PolicyModule,
            ],
        };
    }
};
AppModule = AppModule_1 = __decorate([
    Module({})
], AppModule);
export { AppModule };
//# sourceMappingURL=app.module.js.map