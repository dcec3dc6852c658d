var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { SessionFacts, Signals } from './analytics.contract.js';
import { AutomaticBans } from './bans/automatic-bans.js';
import { BanGate } from './bans/ban-gate.js';
import { BanList } from './bans/ban-list.js';
import { BanRegister } from './bans/ban-register.js';
import { BanStore } from './bans/ban.store.js';
import { BansAdminController } from './bans/bans.admin.controller.js';
import { RefusedByBan } from './bans/refused-by-ban.js';
import { ScopesModule } from '../identity/scopes/scopes.module.js';
import { BehaviorJob } from './behavior/behavior.job.js';
import { BehaviorStore } from './behavior/behavior.store.js';
import { TrafficCounters } from './behavior/traffic-counters.js';
import { TrafficAdminController } from './behavior/traffic.admin.controller.js';
import { TrafficReadingStore } from './behavior/traffic-reading.store.js';
import { TrafficStore } from './behavior/traffic.store.js';
import { ReportsAdminController } from './reports.admin.controller.js';
import { RequestSignals } from './request-signals.js';
import { ActiveSessionStore } from './reports/active-sessions.store.js';
import { AgentStore } from './reports/agents.store.js';
import { AnomaliesAdminController } from './reports/anomalies.admin.controller.js';
import { AnomalyStore } from './reports/anomalies.store.js';
import { HoldingsAdminController } from './reports/holdings.admin.controller.js';
import { CountedReportStore } from './reports/counted-report.store.js';
import { CountedReportsAdminController } from './reports/counted-reports.admin.controller.js';
import { RollupStore } from './rollups/rollup.store.js';
import { RollupsJob } from './rollups/rollups.job.js';
import { SessionFactStore } from './session-fact.store.js';
import { SessionFactsRecorder } from './session-facts.recorder.js';
/**
 * Owns what a request tells about its origin, the facts kept of it, the reports on them, and the bans of addresses.
 * Owns no session and no identity. Bans are its one decision; a flag set here is a hint for people, and nothing waits for it.
 * Asks the edge for the client's address. Whoever mints tokens tells it, through Signals and SessionFacts.
 */
let AnalyticsModule = class AnalyticsModule {
};
AnalyticsModule = __decorate([
    Global(),
    Module({
        imports: [ScopesModule],
        controllers: [
            ReportsAdminController,
            CountedReportsAdminController,
            HoldingsAdminController,
            AnomaliesAdminController,
            BansAdminController,
            TrafficAdminController,
        ],
        providers: [
            TrafficStore,
            TrafficReadingStore,
            TrafficCounters,
            BehaviorStore,
            BehaviorJob,
            AutomaticBans,
            BanStore,
            BanList,
            BanRegister,
            BanGate,
            RefusedByBan,
            ActiveSessionStore,
            AgentStore,
            AnomalyStore,
            CountedReportStore,
            RollupStore,
            RollupsJob,
            SessionFactStore,
            SessionFactsRecorder,
            { provide: SessionFacts, useExisting: SessionFactsRecorder },
            { provide: Signals, useClass: RequestSignals },
        ],
        exports: [Signals, SessionFacts],
    })
], AnalyticsModule);
export { AnalyticsModule };
//# sourceMappingURL=analytics.module.js.map