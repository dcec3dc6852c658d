import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Log } from '../../kernel/log.js';
import { EvidenceRetentionStore } from './evidence-retention.store.js';

const HOUR = 3_600_000;
/** Pieces in one go; the rest waits for the next hour. */
const MOST = 400;

/** Drops evidence that is past its retention, at the start and every hour. */
@Injectable()
export class EvidenceRetentionJob extends RecurringJob {
  constructor(
    private readonly store: EvidenceRetentionStore,
    log: Log,
  ) {
    super(log, { every: HOUR, atStart: true, failure: 'evidence.retention_failed' });
  }

  protected async work(): Promise<void> {
    for (let left = MOST; left > 0; left--) {
      const piece = await this.store.seal();
      if (piece === null) return;
      if (piece.unsigned === 0) this.log.info('evidence.sealed', { begins: piece.begins });
      else return this.log.error('evidence.not_sealed', { begins: piece.begins, unsigned: piece.unsigned });
    }
  }
}
