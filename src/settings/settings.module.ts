import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Secrets } from './secrets.js';
import { Settings } from './settings.js';

/**
 * Owns what the machine hands in: settings, the two master secrets, the time, the log.
 * Owns nothing that changes while the service runs. Asks nobody.
 */
@Module({})
export class SettingsModule {
  static with(settings: Settings, log: Log, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Log, useValue: log },
        { provide: Clock, useValue: clock },
        Secrets,
      ],
      exports: [Settings, Log, Clock, Secrets],
    };
  }
}
