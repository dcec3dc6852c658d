import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AuditSearchController } from './search/audit-search.controller.js';
import { EvidencePush } from './push/evidence-push.js';
import { EvidencePushJob } from './push/evidence-push.job.js';
import { EvidenceReceiverRegister } from './push/evidence-receiver-register.js';
import { EvidenceReceiversAdminController } from './push/evidence-receivers.admin.controller.js';
import { EvidenceReceiverStore } from './push/evidence-receiver.store.js';
import { PushQueue } from './push/push-queue.store.js';
import { ReceiverSecrets } from './push/receiver-secrets.js';
import { ReceiverSending } from './push/receiver-sending.js';
import { ReceiptQuestions } from './search/receipt-questions.js';

/**
 * Owns how evidence is looked for, and how it gets to those who collect it elsewhere.
 * Owns no receipt: those are the audit module's. Asks identity which sessions belong together.
 */
@Module({
  imports: [IdentityModule],
  controllers: [AuditSearchController, EvidenceReceiversAdminController],
  providers: [
    ReceiptQuestions,
    EvidenceReceiverRegister,
    EvidenceReceiverStore,
    PushQueue,
    ReceiverSecrets,
    ReceiverSending,
    EvidencePush,
    EvidencePushJob,
  ],
})
export class ReadingModule {}
