import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { ClientRegister } from '../clients/client-register.js';
import { ClientRegistrationStore } from './client-registration.store.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * Deletes clients that no administrator registered and nobody lets in (RFC 7591 §5), every hour; not at the start, which
 * it would make longer the more there are.
 */
@Injectable()
export class UnusedClientsJob extends RecurringJob {
  constructor(
    private readonly register: ClientRegister,
    private readonly registrations: ClientRegistrationStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    log: Log,
  ) {
    super(log, { every: HOUR, atStart: false, failure: 'unused_clients.failed' });
  }

  protected async work(): Promise<void> {
    const before = new Date(this.clock.now() - this.settings.UNUSED_CLIENT_DAYS * DAY);
    for (const id of await this.registrations.unused(before)) await this.remove(id);
  }

  private async remove(id: string): Promise<void> {
    try {
      const event = { kind: 'client.deleted', decision: 'done', detail: { id, by: 'unused' } } as const;
      await this.register.removeBy(
        id,
        () => event,
        async (transaction) => {
          if (!(await this.registrations.holdUnused(transaction, id))) throw Problem.notFound('unused client');
        },
      );
    } catch (error) {
      // Another replica, the client itself, or somebody who lets it in was first.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
