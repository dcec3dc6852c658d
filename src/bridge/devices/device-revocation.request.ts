import { BulkRequest } from '../../http/bulk.js';
import { Nested, Omittable, Such, Timestamp } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';

/** Which live devices are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class DeviceRevocationFilter {
  @Omittable()
  @Such(isUuid, 'must be the id of a user')
  user_id?: string;

  @Omittable()
  @Timestamp()
  created_before?: string;

  /** Begun before then, and not seen since. */
  @Omittable()
  @Timestamp()
  unused_since?: string;
}

/** Devices to end, and how many its sender thinks that they are. */
@Example({ filter: { unused_since: EXAMPLE.time } })
export class DeviceRevocationRequest extends BulkRequest<DeviceRevocationFilter> {
  @Nested(() => DeviceRevocationFilter)
  filter!: DeviceRevocationFilter;
}
