import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../../database/change-feed.js';
import { RecurringJob } from '../../database/recurring.job.js';
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import { type Busy, type ClaimedDelivery, LogoutDeliveryStore } from './logout-delivery.store.js';
import { LogoutSending } from './logout-sending.js';

/** Milliseconds between two looks when nobody says that there is something. */
const SECOND = 1_000;
/** At once: of all, of one client, and in the name of one person. */
const MOST = { ofAll: 16, ofClient: 2, ofPerson: 4 };

/**
 * Tells clients that people have signed out: as soon as sessions end, and again when a try failed. Whoever signed out does
 * not wait for it.
 */
@Injectable()
export class LogoutDeliveriesJob extends RecurringJob {
  private readonly sending = new Map<Promise<void>, ClaimedDelivery>();

  constructor(
    private readonly feed: ChangeFeed,
    private readonly store: LogoutDeliveryStore,
    private readonly logouts: LogoutSending,
    private readonly changes: Changes,
    log: Log,
  ) {
    super(log, { every: SECOND, atStart: false, failure: 'logout.unread' });
  }

  override async onApplicationBootstrap(): Promise<void> {
    this.feed.on('sessions', () => void this.run());
    await super.onApplicationBootstrap();
  }

  /** What is under way is finished, which takes seconds at most; what is left is another replica's, or the next start's. */
  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await Promise.all(this.sending.keys());
  }

  /** Takes up what is due, and looks again until there is nothing, or no room. */
  protected async work(): Promise<void> {
    const ofAll = MOST.ofAll - this.sending.size;
    if (ofAll <= 0) return;
    const claimed = await this.store.claim({ ...MOST, ofAll }, this.busy());
    for (const delivery of claimed) this.start(delivery);
    if (claimed.length > 0) void this.run();
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
