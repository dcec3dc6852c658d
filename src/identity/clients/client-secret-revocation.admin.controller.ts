import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk, requireCount } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { withinOf } from '../../kernel/within.js';
import { Changes, doneBy } from '../changes.store.js';
import { ClientSecretRevocationRequest } from './client-secret-revocation.request.js';
import { ClientSecretRevocationStore, type DeletedSecret } from './client-secret-revocation.store.js';

/** Ends many secrets of clients at once, for administrators. */
@Controller('api/v1/admin/client-secrets/revoke')
@Administers('secrets', 'delete')
@Narrowed()
export class ClientSecretRevocationAdminController {
  constructor(
    private readonly secrets: ClientSecretRevocationStore,
    private readonly changes: Changes,
  ) {}

  /**
   * Delete the secrets of clients that a filter finds. The last one of each client stays, and `kept` tells how many these
   * are: to take a client's access away, deactivate it. `?dry_run=true` tells all of it first.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; deleted: number; kept: number }> {
    const { filter, expected } = askedOf(examined(ClientSecretRevocationRequest, body), 'secrets');
    const gone: DeletedSecret[] = [];
    return this.changes.record(
      async (transaction) => {
        const { matched, deleted } = await this.secrets.delete(transaction, filter, withinOf(caller));
        requireCount(matched, expected);
        gone.splice(0, Infinity, ...deleted);
        return { matched, deleted: deleted.length, kept: matched - deleted.length };
      },
      (done) => [
        doneBy(caller, 'client.secrets_deleted', { filter, ...done }),
        ...gone.map(({ id, clientId }) => doneBy(caller, 'client.secret_deleted', { id: clientId, secret_id: id })),
      ],
    );
  }
}
