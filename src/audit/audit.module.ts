import { Global, Module } from '@nestjs/common';
import { Evidence } from './evidence.contract.js';
import { EvidenceStore } from './evidence.store.js';

/**
 * Owns evidence: what was decided and why, append-only.
 * Owns no decision. Everybody who decides asks it to record, through Evidence.
 */
@Global()
@Module({
  providers: [{ provide: Evidence, useClass: EvidenceStore }],
  exports: [Evidence],
})
export class AuditModule {}
