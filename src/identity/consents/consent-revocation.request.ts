import { BulkRequest } from '../../http/bulk.js';
import { Matching, Nested, Omittable, Such, Timestamp } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';

/** Which consents are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class ConsentRevocationFilter {
  @Omittable()
  @Such(isUuid, 'must be the id of a user')
  user_id?: string;

  @Omittable()
  @Matching(/^[\x20-\x7e]{1,512}$/, 'must be the id of a client')
  client_id?: string;

  @Omittable()
  @Matching(/^[\x21-\x7e]{1,2048}$/, 'must be a resource')
  resource?: string;

  /** First given before then, whatever was added since. */
  @Omittable()
  @Timestamp()
  created_before?: string;
}

/** Consents to end, and how many its sender thinks that they are. */
@Example({ filter: { client_id: EXAMPLE.client } })
export class ConsentRevocationRequest extends BulkRequest<ConsentRevocationFilter> {
  @Nested(() => ConsentRevocationFilter)
  filter!: ConsentRevocationFilter;
}
