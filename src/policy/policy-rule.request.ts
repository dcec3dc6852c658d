import {
  Fitting,
  ListOf,
  Matching,
  Nested,
  Nullable,
  Omittable,
  OneOf,
  SomeOf,
  Such,
  Text,
  Timestamp,
  WholeNumber,
} from '../http/fields.js';
import { EXAMPLE, Example } from '../http/openapi/described-fields.js';
import { isAddressRange } from '../kernel/address-ranges.js';
import { patternFault } from '../kernel/text-pattern.js';
import type { UpstreamKind } from '../proxy/upstreams/upstream.entity.js';
import { schemaFault } from './argument-schema.js';
import { DAYS } from './conditions.rules.js';
import {
  type Effect,
  EFFECTS,
  PRINCIPAL_TYPES,
  type PrincipalType,
  RULE_MODES,
  type RuleMode,
} from './policy-rule.entity.js';

/** Ids of people and clients, names of groups and roles. */
const PRINCIPAL_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;
/** Of whoever names actors: a trusted issuer, or one of which it tells. */
const ISSUER = /^(?:https?|spiffe):\/\/[\x21-\x7e]{1,2000}$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
const ACR = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

/** Names that rules may have; a text of them may hold `*`. */
const pattern = (): PropertyDecorator => Fitting(patternFault);

class PrincipalRequest {
  @OneOf(...PRINCIPAL_TYPES)
  type!: PrincipalType;

  @Nullable()
  @Matching(PRINCIPAL_ID, 'must have 1 to 200 printable characters')
  id?: string | null;
}

class TimesRequest {
  @Omittable()
  @SomeOf(DAYS, 1)
  days?: string[];

  @Omittable()
  @Matching(TIME, 'must be a time of day as HH:MM')
  from?: string;

  @Omittable()
  @Matching(TIME, 'must be a time of day as HH:MM')
  to?: string;

  @Such(isTimeZone, 'must be the name of a time zone, such as Europe/Zurich')
  time_zone!: string;
}

class ChainRequest {
  @Omittable()
  @WholeNumber(0, 8)
  most?: number;

  @Omittable()
  @Matching(ISSUER, 'must be the URL by which an issuer calls itself')
  issuer?: string;

  @Omittable()
  @ListOf(PRINCIPAL_ID, 'ids of actors', 1, 100)
  any_of?: string[];

  @Omittable()
  @ListOf(PRINCIPAL_ID, 'ids of actors', 1, 100)
  none_of?: string[];
}

class AuthenticationRequest {
  @Omittable()
  @ListOf(ACR, 'authentication context classes', 1, 20)
  acr?: string[];

  @Omittable()
  @WholeNumber(1, 31_536_000)
  max_age?: number;
}

class ConditionsRequest {
  @Omittable()
  @ListOf({ test: isAddressRange }, 'addresses or CIDR ranges', 1, 100)
  addresses?: string[];

  @Omittable()
  @Nested(() => TimesRequest)
  times?: TimesRequest;

  @Omittable()
  @Timestamp()
  not_before?: string;

  @Omittable()
  @Timestamp()
  not_after?: string;

  @Omittable()
  @Nested(() => ChainRequest)
  chain?: ChainRequest;

  @Omittable()
  @Nested(() => AuthenticationRequest)
  authentication?: AuthenticationRequest;
}

/** A rule, as an administrator writes it down. */
@Example(
  {
    effect: 'allow',
    principal: { type: 'group', id: 'engineering' },
    upstream: EXAMPLE.upstream,
    tool: 'search_*',
    justification: 'Engineers look things up.',
  },
  { mode: 'shadow' },
)
export class PolicyRuleRequest {
  @OneOf(...EFFECTS)
  effect!: Effect;

  @Nested(() => PrincipalRequest)
  principal!: PrincipalRequest;

  /** Name of an upstream. */
  @Text(1, 63)
  upstream!: string;

  /** Needed where an MCP server and an agent have the same name. */
  @Omittable()
  @OneOf('mcp', 'a2a')
  upstream_kind?: UpstreamKind;

  @Nullable()
  @pattern()
  tool?: string | null;

  @Nullable()
  @pattern()
  prompt?: string | null;

  @Nullable()
  @pattern()
  resource?: string | null;

  @Nullable()
  @Fitting(schemaFault)
  arguments?: object | boolean | null;

  @Omittable()
  @Nested(() => ConditionsRequest)
  conditions?: ConditionsRequest;

  @Omittable()
  @OneOf(...RULE_MODES)
  mode: RuleMode = 'enforce';

  @Text(1, 500)
  justification!: string;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
