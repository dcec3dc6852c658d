import { Injectable } from '@nestjs/common';
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import type { EvidenceReceiver } from './evidence-receiver.entity.js';
import { type Advance, EvidenceReceiverStore } from './evidence-receiver.store.js';
import { NotTaken } from './not-taken.js';
import { type Piece, PushQueue } from './push-queue.store.js';
import { isWanted, waitAfter } from './receiver.rules.js';
import { ReceiverSending } from './receiver-sending.js';

/**
 * Brings a receiver forward, piece by piece. It has taken a piece before its place is moved: what is sent when this process
 * ends is sent again, and nothing is left out.
 */
@Injectable()
export class EvidencePush {
  constructor(
    private readonly queue: PushQueue,
    private readonly receivers: EvidenceReceiverStore,
    private readonly sending: ReceiverSending,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  /** @param claimed one that is this process's. @param goesOn asked before each piece */
  async run(claimed: EvidenceReceiver, goesOn: () => boolean): Promise<void> {
    let receiver: EvidenceReceiver | null = claimed;
    try {
      while (receiver !== null) {
        const piece: Piece | null = goesOn() ? await this.queue.next(receiver) : null;
        if (piece === null) return await this.receivers.release(receiver);
        receiver = await this.receivers.advance(receiver, await this.sent(receiver, piece));
      }
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      await this.failed(receiver ?? claimed, error);
    }
  }

  /** @throws NotTaken */
  private async sent(receiver: EvidenceReceiver, piece: Piece): Promise<Advance> {
    const { checkpoint, receipts, last, missing } = piece;
    if (missing > 0) this.log.error('evidence.push_missing', { receiver: receiver.id, checkpoint, missing });
    const wanted = receipts.filter((receipt) => isWanted(receipt, receiver));
    const parcels = this.sending.packed(wanted, checkpoint);
    if (parcels.length > 0) await this.sending.send(receiver, parcels);
    const whole = parcels.length === wanted.length;
    const after = whole ? receipts.at(-1)?.id : parcels.at(-1)?.receipt.id;
    const done = { delivered: parcels.length, missing };
    if (whole && last) return { ...done, checkpoint, after: null };
    return { ...done, checkpoint: Number(receiver.checkpoint), after: after ?? receiver.after };
  }

  private async failed(receiver: EvidenceReceiver, { message, final }: NotTaken): Promise<void> {
    const { id, name } = receiver;
    const attempts = receiver.attempts + 1;
    const wait = final ? null : waitAfter(attempts);
    this.log.warn('evidence.not_taken', { receiver: id, cause: message, attempts, again: wait !== null });
    await this.changes.record(
      (transaction) => this.receivers.fail(transaction, receiver, { wait, error: message }),
      (failed) =>
        failed && wait === null
          ? {
              kind: 'evidence_receiver.suspended',
              decision: 'done',
              reason: message.slice(0, 500),
              detail: { id, name, attempts },
            }
          : null,
    );
  }
}
