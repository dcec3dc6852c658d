import { BulkRequest, UnusedFilter } from '../../http/bulk.js';
import { Nested, Omittable, Such } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { isClientId } from './client.rules.js';

/** Which secrets of clients are meant, of those that are good now: those of which all of it is true. Null is no wish for all of them, and refused. */
export class ClientSecretRevocationFilter extends UnusedFilter {
  @Omittable()
  @Such(isClientId, 'must be the id of a client')
  client_id?: string;

  @Omittable()
  @Such(isUuid, 'must be the id of a user')
  owner_id?: string;
}

/** Secrets of clients to end, and how many its sender thinks that they are. */
@Example({ filter: { created_before: EXAMPLE.time } })
export class ClientSecretRevocationRequest extends BulkRequest<ClientSecretRevocationFilter> {
  @Nested(() => ClientSecretRevocationFilter)
  filter!: ClientSecretRevocationFilter;
}
