import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Log } from '../../kernel/log.js';
import { Changes } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { ClientStore } from './client.store.js';

const MINUTE = 60_000;

/**
 * Closes the sessions of clients that have expired, every minute, so that lists tell it and nothing waits for them any
 * more. Nobody is let in until then: whoever looks at a session looks at the end of its client.
 */
@Injectable()
export class ExpiredClientsJob extends RecurringJob {
  constructor(
    private readonly clients: ClientStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
    log: Log,
  ) {
    super(log, { every: MINUTE, atStart: false, failure: 'expired_clients.failed' });
  }

  protected async work(): Promise<void> {
    for (const id of await this.clients.expiredWithSessions()) await this.close(id);
  }

  private async close(id: string): Promise<void> {
    await this.changes.record(
      // Held, lest it be given more time at this moment; a replica that comes second finds nothing open.
      async (transaction) =>
        (await this.clients.holdExpired(transaction, id))
          ? this.sessions.closeOfClients(transaction, [id], 'client expired')
          : 0,
      (sessions) =>
        sessions === 0 ? null : { kind: 'client.expired', decision: 'done', clientId: id, detail: { id, sessions } },
    );
  }
}
