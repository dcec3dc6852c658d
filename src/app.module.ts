import { type DynamicModule, Module } from '@nestjs/common';
import { AdministrationModule } from './administration/administration.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import type { AppParts } from './app.setup.js';
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
import type { Settings } from './settings/settings.js';

/** The map of the system. */
@Module({})
export class AppModule {
  static with(settings: Settings, databaseUrl: string, parts: AppParts): DynamicModule {
    return {
      module: AppModule,
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
}
