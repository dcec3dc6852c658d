import { Matching, Nested, ListOf, Omittable, OneOf, Such, WholeNumber } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import type { Status } from '../../identity/users/user.entity.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import { REQUIRED_BINDINGS, type RequiredBinding } from '../../kernel/token-binding.js';
import { CredentialRequest } from './credential.request.js';
import { isPlainUrl } from './plain-url.rules.js';
import type { PolicyDefault, UpstreamKind, UpstreamTransport } from './upstream.entity.js';
import { UPSTREAM_NAME } from './upstream.rules.js';

/** Milliseconds. */
class TimeoutsRequest {
  @Omittable()
  @WholeNumber(50, 60_000)
  connect?: number;

  @Omittable()
  @WholeNumber(50, 600_000)
  first_byte?: number;

  @Omittable()
  @WholeNumber(50, 3_600_000)
  idle?: number;

  @Omittable()
  @WholeNumber(50, 86_400_000)
  total?: number;
}

class LimitsRequest {
  @Omittable()
  @WholeNumber(128, 64 * 1024 * 1024)
  request_bytes?: number;

  @Omittable()
  @WholeNumber(1024, 16 * 1024 * 1024 * 1024)
  response_bytes?: number;

  @Omittable()
  @WholeNumber(1024, 256 * 1024 * 1024)
  event_bytes?: number;

  @Omittable()
  @WholeNumber(1, 100_000)
  concurrent?: number;

  @Omittable()
  @WholeNumber(1, 100_000)
  streams?: number;
}

/** An MCP server or an A2A agent, as an administrator registers it. */
@Example(
  { name: 'wiki', kind: 'mcp', url: 'http://127.0.0.1:9000/mcp', default: 'deny' },
  { default: 'allow', timeouts: { total: 60_000 } },
)
export class UpstreamRequest {
  @Matching(UPSTREAM_NAME, 'must have 1 to 63 characters of a-z, 0-9 and -, and not begin with -')
  name!: string;

  @OneOf('mcp', 'a2a')
  kind!: UpstreamKind;

  @Such(isPlainUrl, 'must be an http or https URL without user info and fragment')
  url!: string;

  @Omittable()
  @OneOf('streamable_http', 'sse')
  transport: UpstreamTransport = 'streamable_http';

  /** When left out, the service-tier scope that is called like the kind. */
  @Omittable()
  @ListOf(SCOPE_NAME, 'scope names', 1, 50)
  required_scopes?: string[];

  /** How the tokens of its callers must be bound. */
  @Omittable()
  @OneOf(...REQUIRED_BINDINGS)
  required_token_binding: RequiredBinding = 'none';

  @Omittable()
  @Nested(() => CredentialRequest)
  credential?: CredentialRequest;

  @Omittable()
  @OneOf('allow', 'deny')
  default: PolicyDefault = 'allow';

  @Omittable()
  @Nested(() => TimeoutsRequest)
  timeouts?: TimeoutsRequest;

  @Omittable()
  @Nested(() => LimitsRequest)
  limits?: LimitsRequest;

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}
