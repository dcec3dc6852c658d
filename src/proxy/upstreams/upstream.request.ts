import {
  Matching,
  Nested,
  ListOf,
  Omittable,
  OneOf,
  Such,
  Timestamp,
  TrueOrFalse,
  WholeNumber,
} from '../../http/fields.js';
import type { Status } from '../../identity/users/user.entity.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import { REQUIRED_BINDINGS, type RequiredBinding } from '../../kernel/token-binding.js';
import type { PolicyDefault, UpstreamKind, UpstreamTransport } from './upstream.entity.js';
import { canCarryCredential, STATIC_VALUE } from './static-credential.rules.js';
import { UPSTREAM_NAME } from './upstream.rules.js';
import { parsedUrl } from '../../kernel/parsed-url.js';

class CredentialRequest {
  @OneOf('minted', 'static', 'none')
  mode!: 'minted' | 'static' | 'none';

  @Omittable()
  @Matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,2048}$/, 'must have 1 to 2048 printable characters, without spaces')
  audience?: string;

  @Omittable()
  @TrueOrFalse()
  txn_token?: boolean;

  @Omittable()
  @Such(
    canCarryCredential,
    'must be the name of a header that carries a credential, such as authorization or x-api-key',
  )
  header?: string;

  /** Written, never shown. */
  @Omittable()
  @Matching(STATIC_VALUE, 'must have 1 to 4096 printable ASCII characters, no space first or last')
  value?: string;

  /** As the view has it, so that what was read can be sent back. */
  @Omittable()
  @Timestamp()
  set_at?: string;
}

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

/** What `URL` repairs in silence (blanks, backslashes, a third slash) is refused: others may read it otherwise. */
function isPlainUrl(text: string): boolean {
  if (text.length > 2048 || !/^https?:\/\/[^/?#@\\][\x21-\x7e]*$/i.test(text) || /[\\#]/.test(text)) return false;
  return parsedUrl(text) !== null && !/^[^/]*\/\/[^/?]*@/.test(text);
}
