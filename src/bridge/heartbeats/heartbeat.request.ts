import { isUuid } from '../../http/page-query.js';
import { Nullable, Such, Text, Timestamp, WholeNumber } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';

/** What a host tells of itself; of a total that it leaves out, the one that it told before stays. */
@Example({ session_id: EXAMPLE.session, bridge_version: '1.0.0', os: 'linux', hostname: 'laptop', forwarded_total: 12 })
export class HeartbeatRequest {
  @Such(isUuid, 'must be a UUID in lower case')
  session_id!: string;

  @Text(1, 64)
  bridge_version!: string;

  @Text(1, 64)
  os!: string;

  @Text(1, 255)
  hostname!: string;

  @Nullable()
  @Timestamp()
  last_activity_at?: string | null;

  @Nullable()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  forwarded_total?: number | null;

  @Nullable()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  tokens_in_total?: number | null;

  @Nullable()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  tokens_out_total?: number | null;
}
