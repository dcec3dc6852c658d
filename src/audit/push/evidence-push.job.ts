import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Metrics } from '../../http/metrics.js';
import { Log } from '../../kernel/log.js';
import { EvidencePush } from './evidence-push.js';
import type { EvidenceReceiver } from './evidence-receiver.entity.js';
import { EvidenceReceiverStore } from './evidence-receiver.store.js';
import { PushQueue } from './push-queue.store.js';

/** Milliseconds between two looks. */
const INTERVAL = 1_000;
/** Receivers at once, of this process. */
const MOST = 4;
/** Milliseconds after which a receiver that still has something to come lets others go first. */
const TURN = 5_000;

/** Sends evidence to its receivers, each by one replica at a time. */
@Injectable()
export class EvidencePushJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private stopped = false;
  private known: readonly EvidenceReceiver[] = [];
  private last = 0;

  constructor(
    private readonly receivers: EvidenceReceiverStore,
    private readonly queue: PushQueue,
    private readonly push: EvidencePush,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.measure('behind', 'Checkpoints of evidence that a receiver does not have yet.', ({ checkpoint }) =>
      Math.max(0, this.last - Number(checkpoint)),
    );
    this.measure(
      'suspended',
      'Whether nobody sends to a receiver any more, because it took nothing for so long.',
      (one) => (one.status === 'suspended' ? 1 : 0),
    );
    this.measure('delivered', 'Receipts that a receiver took, by all replicas.', ({ delivered }) => Number(delivered));
    this.measure('missing', 'Receipts that were gone before a receiver could take them.', ({ missing }) =>
      Number(missing),
    );
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    }, INTERVAL).unref();
  }

  /** What is under way is finished, which takes seconds at most. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.running);
  }

  private async look(): Promise<void> {
    try {
      this.known = await this.receivers.all();
      if (this.known.length === 0) return;
      this.last = await this.queue.lastCheckpoint(null);
      const room = MOST - this.running.size;
      if (room > 0 && !this.stopped) for (const one of await this.receivers.claim(room)) this.start(one);
    } catch (err) {
      this.log.warn('evidence.push_unread', { err });
    }
  }

  private start(receiver: EvidenceReceiver): void {
    const end = performance.now() + TURN;
    const run = this.push
      .run(receiver, () => !this.stopped && performance.now() < end)
      // Its lease ends by itself, and somebody goes on where it was.
      .catch((err: unknown) => this.log.warn('evidence.push_unfinished', { receiver: receiver.id, err }))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private measure(name: string, help: string, value: (receiver: EvidenceReceiver) => number): void {
    const read = () => this.known.map((receiver) => ({ labels: { receiver: receiver.id }, value: value(receiver) }));
    // Each process reads it in the database, where it is the same for all.
    this.metrics.gauge(`gatehouse_evidence_receiver_${name}`, help, ['receiver'], read, 'max');
  }
}
