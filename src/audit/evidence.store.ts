import { Injectable } from '@nestjs/common';
import { Signals } from '../analytics/analytics.contract.js';
import { GroupCommit } from '../database/group-commit.js';
import { Clock } from '../kernel/clock.js';
import { currentContext, currentTransaction } from '../http/request-context.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { receiptPieces } from './chain/receipt-text.rules.js';
import { RECEIPTS } from './chain/receipt-rows.js';
import { Evidence, type EvidenceEvent, type EvidenceRow } from './evidence.contract.js';
import { mustRecord } from './must-record.rules.js';

/** Receipts that may be on their way; more wait for theirs, whatever they are. */
const MOST_FOLLOWING = 1000;

/** Writes decisions to `audit_events`, in the flush of whatever they belong to. */
@Injectable()
export class EvidenceStore extends Evidence {
  private following = 0;

  constructor(
    private readonly commit: GroupCommit,
    private readonly clock: Clock,
    private readonly signals: Signals,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {
    super();
  }

  async record(...events: readonly EvidenceEvent[]): Promise<readonly string[]> {
    const rows = events.map((event) => this.row(event));
    const written = this.commit.write(rows.map(({ row }) => row));
    if (this.isFirst(events)) await written;
    else this.follow(written, events);
    return rows.map(({ id }) => id);
  }

  row(event: EvidenceEvent): EvidenceRow {
    const now = this.clock.now();
    const id = uuidv7(now);
    const context = currentContext();
    const pieces = receiptPieces({
      id,
      at: new Date(now).toISOString(),
      event,
      txn: event.txn ?? (context === undefined ? undefined : currentTransaction(now)),
      requestId: context?.requestId,
      origin: context === undefined ? undefined : this.signals.addressHash(context.address),
    });
    return { id, row: { into: RECEIPTS, pieces } };
  }

  private isFirst(events: readonly EvidenceEvent[]): boolean {
    const { MUST_RECORD: policy } = this.settings;
    return this.following >= MOST_FOLLOWING || events.some((event) => mustRecord(policy, event));
  }

  private follow(written: Promise<void>, events: readonly EvidenceEvent[]): void {
    this.following += 1;
    void written
      .catch((err: unknown) => {
        const kinds = events.map(({ kind }) => kind).join(' ');
        this.log.error('evidence.not_recorded', { kinds, server: events[0]?.upstream, err });
      })
      .finally(() => (this.following -= 1));
  }
}
