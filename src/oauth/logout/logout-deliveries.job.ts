import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeFeed } from '../../database/change-feed.js';
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import { type Busy, type ClaimedDelivery, LogoutDeliveryStore } from './logout-delivery.store.js';
import { LogoutSending } from './logout-sending.js';

/** Milliseconds between two looks when nobody says that there is something. */
const INTERVAL = 1_000;
/** At once: of all, of one client, and in the name of one person. */
const MOST = { ofAll: 16, ofClient: 2, ofPerson: 4 };

/**
 * Tells clients that people have signed out: as soon as sessions end, and again when a try failed. Whoever signed out does
 * not wait for it.
 */
@Injectable()
export class LogoutDeliveriesJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sending = new Map<Promise<void>, ClaimedDelivery>();
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
        const ofAll = MOST.ofAll - this.sending.size;
        const claimed = ofAll > 0 ? await this.store.claim({ ...MOST, ofAll }, this.busy()) : [];
        for (const delivery of claimed) this.start(delivery);
        this.again ||= claimed.length > 0;
      }
    } catch (err) {
      this.log.warn('logout.unread', { err });
    } finally {
      this.claiming = false;
    }
  }

  /** Clients that are being told, and persons in whose names so many are that they have their share. */
  private busy(): Busy {
    const sending = [...this.sending.values()];
    const persons = sending.map(({ userId }) => userId);
    const full = persons.filter((id) => persons.filter((one) => one === id).length >= MOST.ofPerson);
    return { clients: [...new Set(sending.map(({ clientId }) => clientId))], persons: [...new Set(full)] };
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
    this.sending.set(sending, delivery);
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
