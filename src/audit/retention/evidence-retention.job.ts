import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '../../kernel/log.js';
import { EvidenceRetentionStore } from './evidence-retention.store.js';

const HOUR = 3_600_000;
/** Pieces in one go; the rest waits for the next hour. */
const MOST = 400;

/** Drops evidence that is past its retention, at the start and every hour. */
@Injectable()
export class EvidenceRetentionJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: EvidenceRetentionStore,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run();
    this.timer = setInterval(() => void this.run(), HOUR).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** What fails is tried again: evidence that is kept longer is no reason to refuse anything. */
  private async run(): Promise<void> {
    try {
      for (let left = MOST; left > 0; left--) {
        const piece = await this.store.seal();
        if (piece === null) return;
        if (piece.unsigned === 0) this.log.info('evidence.sealed', { begins: piece.begins });
        else return this.log.error('evidence.not_sealed', { begins: piece.begins, unsigned: piece.unsigned });
      }
    } catch (err) {
      this.log.warn('evidence.retention_failed', { err });
    }
  }
}
