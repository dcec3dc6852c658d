import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { Bulk, MOST_AT_ONCE, requireCount } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Changes, doneBy } from '../changes.store.js';
import { SessionRevocationRequest } from './session-revocation.request.js';
import { SessionStore } from './session.store.js';

/** Ends many sessions at once, for administrators. */
@Controller('api/v1/admin/sessions/revoke')
@Administers('sessions', 'delete')
export class SessionRevocationAdminController {
  constructor(
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  /**
   * Close the live sessions that a filter finds, and all that were opened from them. Whoever asks for `?dry_run=true`
   * first knows how many they are, and says so.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; closed: number }> {
    const { value, wrong } = examined(SessionRevocationRequest, body);
    const asked = Object.entries(value.filter ?? {}).filter(([, wanted]) => wanted !== undefined);
    if (!wrong.has('filter') && asked.length === 0) wrong.add('filter', 'must say which sessions are meant');
    wrong.refuse();
    const { user_id, client_id, source, created_before } = value.filter;
    return this.changes.record(
      async (transaction) => {
        const ids = await this.sessions.holdLive(
          transaction,
          [user_id, client_id, source, created_before].map((one) => one ?? null),
          MOST_AT_ONCE + 1,
        );
        requireCount(ids.length, value.expected_count);
        const closed = await this.sessions.closeAll(transaction, ids, 'revoked by an administrator');
        return { matched: ids.length, closed };
      },
      (done) => doneBy(caller, 'sessions.revoked', { filter: Object.fromEntries(asked), ...done }),
    );
  }
}
