import { Global, Module } from '@nestjs/common';
import { SessionFacts, Signals } from './analytics.contract.js';
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
 * Owns what a request tells about its origin, the facts kept of it, and the reports on them.
 * Owns no session, no identity and no decision: a flag set here is a hint for people, and nothing waits for it.
 * Asks the edge for the client's address. Whoever mints tokens tells it, through Signals and SessionFacts.
 */
@Global()
@Module({
  controllers: [
    ReportsAdminController,
    CountedReportsAdminController,
    HoldingsAdminController,
    AnomaliesAdminController,
  ],
  providers: [
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
export class AnalyticsModule {}
