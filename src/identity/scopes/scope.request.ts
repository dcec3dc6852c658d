import { Matching, OneOf, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import type { CustomTier } from '../../kernel/scope-set.js';

/** Characters as RFC 6749 §3.3 allows them. */
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;

/** A scope of an administrator's own. */
@Example({ name: 'reports.read', tier: 'service', description: 'Read reports' })
export class ScopeRequest {
  @Matching(NAME, 'must have 1 to 64 printable characters, without spaces, quotes and backslashes')
  name!: string;

  @OneOf('service', 'user')
  tier!: CustomTier;

  @Text(1, 300)
  description!: string;
}
