import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { idFilter, ListQuery, type ListRequest, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { withinOf } from '../../kernel/within.js';
import { holdSession } from '../users/reach.store.js';
import { Changes, doneBy } from '../changes.store.js';
import { SESSION_SOURCES } from './session.entity.js';
import { type ListedSession, type SessionFilters, SessionList } from './session.list.store.js';
import { SessionStore } from './session.store.js';
import { sessionView } from './session.view.js';

type SessionView = ReturnType<typeof sessionView>;

const filters = {
  user_id: idFilter,
  client_id: textFilter,
  source: wordFilter(...SESSION_SOURCES),
  active: (text: string) => wordFilter('true', 'false')(text) === 'true',
};

/** Sessions, for administrators: to see who may act, and to end it. */
@Controller('api/v1/admin/sessions')
@Administers('sessions')
@Narrowed()
@Versioned('sessions', { by: ['created_at', 'closed_at'] })
export class SessionsAdminController {
  constructor(
    private readonly sessions: SessionList,
    private readonly store: SessionStore,
    private readonly changes: Changes,
  ) {}

  @Get()
  async list(
    @ListQuery(filters) { page, filters }: ListRequest<SessionFilters>,
    @TheCaller() caller: Caller,
  ): Promise<Page<SessionView>> {
    const rows = await this.sessions.list(page, filters, withinOf(caller));
    return pageOf(rows, page.limit, ({ id }) => id, sessionView);
  }

  @Get(':id')
  async read(@Param('id', new PathId('session')) id: string, @TheCaller() caller: Caller): Promise<SessionView> {
    return sessionView(await this.require(id, caller));
  }

  /** Closes the session and all that were opened from it; one that is closed already stays so. */
  @Delete(':id')
  @HttpCode(204)
  async close(@Param('id', new PathId('session')) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.require(id, caller);
    await this.changes.record(
      async (transaction) => {
        await holdSession(transaction, caller, id);
        return this.store.close(transaction, id, 'closed by an administrator');
      },
      (closed) => doneBy(caller, 'session.closed', { id, closed }),
    );
  }

  private async require(id: string, caller: Caller): Promise<ListedSession> {
    const session = await this.sessions.find(id, withinOf(caller));
    if (session === null) throw Problem.notFound('session');
    return session;
  }
}
