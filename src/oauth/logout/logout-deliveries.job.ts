import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeFeed } from '../../database/change-feed.js';
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import { type ClaimedDelivery, LogoutDeliveryStore } from './logout-delivery.store.js';
import { LogoutSending } from './logout-sending.js';

/** Milliseconds between two looks when nobody says that there is something. */
const INTERVAL = 1_000;
/** At once, of all clients and of one. */
const MOST = 16;
const SHARE = 2;

/**
 * Tells clients that people have signed out: as soon as sessions end, and again when a try failed. Whoever signed out does
 * not wait for it.
 */
@Injectable()
export class LogoutDeliveriesJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sending = new Map<Promise<void>, string>();
  private timer: NodeJS.Timeout | undefined;
  private claiming = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly store: LogoutDeliveryStore,
    private readonly logouts: LogoutSending,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.feed.on('sessions', () => void this.run());
    this.timer = setInterval(() => void this.run(), INTERVAL).unref();
  }

  /** What is under way is finished, which takes seconds at most; what is left is another replica's, or the next start's. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all(this.sending.keys());
  }

  /** One look at a time; a hint that comes meanwhile may be about what that one could not see. */
  private async run(): Promise<void> {
    this.again = true;
    if (this.claiming) return;
    this.claiming = true;
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        const room = MOST - this.sending.size;
        const claimed = room > 0 ? await this.store.claim(room, SHARE, [...new Set(this.sending.values())]) : [];
        for (const delivery of claimed) this.start(delivery);
        this.again ||= claimed.length > 0;
      }
    } catch (err) {
      this.log.warn('logout.unread', { err });
    } finally {
      this.claiming = false;
    }
  }

  private start(delivery: ClaimedDelivery): void {
    const sending = this.send(delivery)
      // What is not said to be done is taken up again when its time has passed.
      .catch((err: unknown) => this.log.warn('logout.unfinished', { client_id: delivery.clientId, err }))
      .then(() => {
        this.sending.delete(sending);
        // There is room now for what waited.
        void this.run();
      });
    this.sending.set(sending, delivery.clientId);
  }

  private async send(delivery: ClaimedDelivery): Promise<void> {
    const { outcome, cause } = await this.logouts.try(delivery);
    const fields = { client_id: delivery.clientId, attempts: delivery.attempts, cause };
    if (outcome === 'told') this.log.info('logout.told', fields);
    else this.log.warn('logout.not_told', { ...fields, again: typeof outcome === 'object' });
    if (typeof outcome === 'object') await this.store.postpone(delivery, outcome.wait);
    else await this.finish(delivery, outcome, cause);
  }

  /** It is taken off the list together with the evidence of what came of it. */
  private async finish(delivery: ClaimedDelivery, outcome: string, cause: string): Promise<void> {
    const { clientId, userId: sub, signInId: sid, attempts } = delivery;
    const said = outcome === 'told' ? { kind: 'logout.told' } : { kind: 'logout.not_told', reason: cause };
    await this.changes.record(
      (transaction) => this.store.end(transaction, delivery),
      (ended) => (ended ? { ...said, decision: 'done', sub, clientId, sid, detail: { attempts, outcome } } : null),
    );
  }
}
