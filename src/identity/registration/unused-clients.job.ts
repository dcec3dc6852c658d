import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { ClientRegister } from '../clients/client-register.js';
import { ClientRegistrationStore } from './client-registration.store.js';

const DAY = 86_400_000;
const INTERVAL = 3_600_000;

/** Deletes clients that no administrator registered and nobody lets in (RFC 7591 §5), every hour. */
@Injectable()
export class UnusedClientsJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly register: ClientRegister,
    private readonly registrations: ClientRegistrationStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  /** Not at the start, which it would make longer the more there are. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), INTERVAL).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    try {
      const before = new Date(this.clock.now() - this.settings.UNUSED_CLIENT_DAYS * DAY);
      for (const id of await this.registrations.unused(before)) await this.remove(id);
    } catch (err) {
      this.log.warn('unused_clients.failed', { err });
    }
  }

  private async remove(id: string): Promise<void> {
    try {
      const event = { kind: 'client.deleted', decision: 'done', detail: { id, by: 'unused' } } as const;
      await this.register.removeBy(id, event, async (transaction) => {
        if (!(await this.registrations.holdUnused(transaction, id))) throw Problem.notFound('unused client');
      });
    } catch (error) {
      // Another replica, the client itself, or somebody who lets it in was first.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
