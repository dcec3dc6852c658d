import { BulkRequest } from '../../http/bulk.js';
import { Matching, Nested, Omittable, OneOf, Such, Timestamp } from '../../http/fields.js';
import { Example, EXAMPLE } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';
import { SESSION_SOURCES, type SessionSource } from './session.entity.js';

/** Which live sessions are meant: those of which all of it is true. Null is no wish for all of them, and refused. */
export class SessionRevocationFilter {
  @Omittable()
  @Such(isUuid, 'must be the id of a user')
  user_id?: string;

  @Omittable()
  @Matching(/^[\x20-\x7e]{1,512}$/, 'must be the id of a client')
  client_id?: string;

  @Omittable()
  @OneOf(...SESSION_SOURCES)
  source?: SessionSource;

  @Omittable()
  @Timestamp()
  created_before?: string;
}

/** Sessions to close, and how many its sender thinks that they are. */
@Example({ filter: { client_id: EXAMPLE.client, created_before: EXAMPLE.time } })
export class SessionRevocationRequest extends BulkRequest<SessionRevocationFilter> {
  @Nested(() => SessionRevocationFilter)
  filter!: SessionRevocationFilter;
}
