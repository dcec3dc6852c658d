var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let ReadingModule = class ReadingModule {
};
ReadingModule = __decorate([
    Module({
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
], ReadingModule);
export { ReadingModule };
//# sourceMappingURL=reading.module.js.map