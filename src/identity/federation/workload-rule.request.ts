import { Fitting, ListOf, Matching, Nullable, Omittable, OneOf, Such, Text } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import type { Status } from '../users/user.entity.js';
import { isScopeText } from './trusted-issuer.rules.js';
import { type ClaimPatterns, claimPatternsFault } from './workload-match.rules.js';

/** A resource identifier that PostgreSQL, a header and a URL can all carry. */
const RESOURCE = { test: (text: string) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text) };

/** A rule that says which of an issuer's workloads are which client, as an administrator writes it down. */
@Example(
  { name: 'Deployments', claims: { sub: 'repo:example/app:*' }, client_id: EXAMPLE.client },
  { name: 'Deployments of the app' },
)
export class WorkloadRuleRequest {
  @Text(1, 200)
  name!: string;

  @Fitting(claimPatternsFault)
  claims!: ClaimPatterns;

  @Matching(/^[\x20-\x7e]{1,255}$/, 'must be the id of a client')
  client_id!: string;

  @Nullable()
  @Such((text) => isScopeText(text, 1), 'must be the names of 1 to 100 scopes, separated by spaces')
  scope?: string | null;

  @Nullable()
  @ListOf(RESOURCE, 'resource URIs', 1, 100)
  resources?: string[] | null;

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}
