import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { withinOf } from '../../kernel/within.js';
import { Changes, doneBy } from '../changes.store.js';
import { SessionRevocationRequest } from './session-revocation.request.js';
import { SessionRevocationStore } from './session-revocation.store.js';

/** Ends many sessions at once, for administrators. */
@Controller('api/v1/admin/sessions/revoke')
@Administers('sessions', 'delete')
@Narrowed()
export class SessionRevocationAdminController {
  constructor(
    private readonly sessions: SessionRevocationStore,
    private readonly changes: Changes,
  ) {}

  /**
   * Close the live sessions that a filter finds, and all that were opened from them. Codes that would have become such a
   * session are worth nothing any more. Whoever asks for `?dry_run=true` first knows how many they are, and says so.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; closed: number }> {
    const { filter, expected } = askedOf(examined(SessionRevocationRequest, body), 'sessions');
    return this.changes.record(
      (transaction) => this.sessions.revoke(transaction, filter, withinOf(caller), expected),
      (done) => doneBy(caller, 'sessions.revoked', { filter, ...done }),
    );
  }
}
