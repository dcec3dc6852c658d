var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { Evidence } from './evidence.contract.js';
import { AuditExportController } from './export/audit-export.controller.js';
import { EvidenceExport } from './export/evidence-export.js';
import { EvidenceExportStore } from './export/evidence-export.store.js';
import { EvidenceKeysController } from './checkpoints/evidence-keys.controller.js';
import { CheckpointStore } from './checkpoints/checkpoint.store.js';
import { Checkpoints } from './checkpoints/checkpoints.js';
import { CheckpointsJob } from './checkpoints/checkpoints.job.js';
import { ChainLanes } from './chain/chain-lanes.js';
import { EvidenceRetentionJob } from './retention/evidence-retention.job.js';
import { EvidenceRetentionStore } from './retention/evidence-retention.store.js';
import { EvidenceStore } from './evidence.store.js';
import { AccessDenials } from '../http/access.js';
import { RecordedDenials } from './recorded-denials.js';
import { ReceiptSearch } from './search/receipt-search.contract.js';
import { ReceiptStore } from './search/receipt.store.js';
import { RecordedTransactions } from './recorded-transactions.store.js';
import { RowChains } from '../database/row-chain.js';
/**
 * Owns evidence: what was decided and why, append-only.
 * Owns no decision. Everybody who decides asks it to record, through Evidence.
 */
let AuditModule = class AuditModule {
};
AuditModule = __decorate([
    Global(),
    Module({
        controllers: [AuditExportController, EvidenceKeysController],
        providers: [
            CheckpointStore,
            Checkpoints,
            CheckpointsJob,
            EvidenceExport,
            EvidenceExportStore,
            EvidenceRetentionJob,
            EvidenceRetentionStore,
            { provide: Evidence, useClass: EvidenceStore },
            { provide: RowChains, useClass: ChainLanes },
            { provide: ReceiptSearch, useClass: ReceiptStore },
            RecordedTransactions,
            { provide: AccessDenials, useClass: RecordedDenials },
        ],
        exports: [AccessDenials, Evidence, ReceiptSearch, RowChains, RecordedTransactions],
    })
], AuditModule);
export { AuditModule };
//# sourceMappingURL=audit.module.js.map