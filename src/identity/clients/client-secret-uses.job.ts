import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Log } from '../../kernel/log.js';
import { ClientSecretUseStore } from './client-secret-use.store.js';
import { ClientSecretUses } from './client-secret-uses.js';

const MINUTE = 60_000;

/** Writes down which secrets were used, every minute and at the end: a process that is killed forgets a minute. */
@Injectable()
export class ClientSecretUsesJob extends RecurringJob {
  constructor(
    private readonly uses: ClientSecretUses,
    private readonly store: ClientSecretUseStore,
    log: Log,
  ) {
    super(log, { every: MINUTE, atStart: false, failure: 'client_secret.uses_not_noted' });
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await this.run();
    await super.beforeApplicationShutdown();
  }

  protected async work(): Promise<void> {
    const uses = this.uses.take();
    if (uses.length === 0) return;
    try {
      await this.store.write(uses);
    } catch (error) {
      this.uses.putBack(uses);
      throw error;
    }
  }
}
