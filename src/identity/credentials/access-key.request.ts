import { ListOf, Nullable, Omittable, Such, Text, Timestamp } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isAddressRange } from '../../kernel/address-ranges.js';
import { isScope } from '../../kernel/scope-set.js';
import { RESOURCE } from '../clients/client.request.js';

const ADDRESSES = 'addresses or CIDR ranges, such as 192.0.2.0/24';

/** An access key, as it is asked for. */
@Example({ name: 'laptop', scope: 'user', expires_at: EXAMPLE.time })
export class AccessKeyRequest {
  @Text(1, 100)
  name!: string;

  @Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces')
  scope!: string;

  /** Of the upstreams that it opens; without, any. */
  @Nullable()
  @ListOf(RESOURCE, 'resource URIs', 1, 100)
  resources?: string[] | null;

  @Omittable()
  @ListOf({ test: isAddressRange }, ADDRESSES, 0, 50)
  addresses: string[] = [];

  @Timestamp()
  expires_at!: string;
}
