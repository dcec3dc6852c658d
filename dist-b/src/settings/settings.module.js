var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var SettingsModule_1;
import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Secrets } from './secrets.js';
import { Settings } from './settings.js';
/**
 * Owns what the machine hands in: settings, the two master secrets, the time, the log.
 * Owns nothing that changes while the service runs. Asks nobody.
 */
let SettingsModule = SettingsModule_1 = class SettingsModule {
    static with(settings, log, clock = new SystemClock()) {
        return {
            module: SettingsModule_1,
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
};
SettingsModule = SettingsModule_1 = __decorate([
    Module({})
], SettingsModule);
export { SettingsModule };
//# sourceMappingURL=settings.module.js.map