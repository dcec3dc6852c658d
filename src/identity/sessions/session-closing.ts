import { Injectable } from '@nestjs/common';
import { SessionList } from './session.list.store.js';
import { SessionStore } from './session.store.js';

/** Ends what was opened for a person or a client who may no longer act. Doing it twice does no harm. */
@Injectable()
export class SessionClosing {
  constructor(
    private readonly sessions: SessionStore,
    private readonly list: SessionList,
  ) {}

  async ofClient(clientId: string, reason: string): Promise<void> {
    await this.sessions.closeOfClient(clientId, reason);
  }

  /** @param clientIds the clients that the person owns, or owned: their sessions may be for somebody else */
  async ofUser(userId: string, clientIds: readonly string[], reason: string): Promise<void> {
    await this.sessions.closeOfUser(userId, reason);
    for (const clientId of await this.list.withOpenSessions(clientIds)) {
      await this.sessions.closeOfClient(clientId, reason);
    }
  }
}
