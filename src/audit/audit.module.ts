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
@Global()
@Module({
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
export class AuditModule {}
