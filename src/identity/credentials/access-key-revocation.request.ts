import { BulkRequest, UnusedFilter } from '../../http/bulk.js';
import { Nested, Omittable, Such } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';

/** Which live access keys are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class AccessKeyRevocationFilter extends UnusedFilter {
  @Omittable()
  @Such(isUuid, 'must be the id of a user')
  user_id?: string;
}

/** Access keys to end, and how many its sender thinks that they are. */
@Example({ filter: { unused_since: EXAMPLE.time } })
export class AccessKeyRevocationRequest extends BulkRequest<AccessKeyRevocationFilter> {
  @Nested(() => AccessKeyRevocationFilter)
  filter!: AccessKeyRevocationFilter;
}
