import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { RequiredBinding } from '../../kernel/token-binding.js';
import type { Status } from '../../identity/users/user.entity.js';
import type { UpstreamCredential } from './upstream-credential.js';

export type UpstreamKind = 'mcp' | 'a2a';
/** How an MCP server speaks: `sse` is the transport of MCP 2024-11-05. */
export type UpstreamTransport = 'streamable_http' | 'sse';
export type PolicyDefault = 'allow' | 'deny';

/** Milliseconds; what is left out has its default. */
export interface UpstreamTimeouts {
  readonly connect?: number;
  readonly first_byte?: number;
  readonly idle?: number;
  /** Of a whole call, streams too; none when left out. */
  readonly total?: number;
}

/** What is left out has its default. */
export interface UpstreamLimits {
  readonly request_bytes?: number;
  /** Of an answer that is no event stream. */
  readonly response_bytes?: number;
  /** Of one event of a stream. */
  readonly event_bytes?: number;
  /** Calls in flight whose answer is no event stream, in each process. */
  readonly concurrent?: number;
  /** Open event streams, in each process. */
  readonly streams?: number;
}

/** An MCP server or an A2A agent behind the gate. */
@Entity('upstreams')
@Unique('upstreams_name', ['kind', 'name'])
@Check('upstreams_kind', `kind IN ('mcp', 'a2a')`)
@Check('upstreams_status', `status IN ('active', 'inactive')`)
@Check('upstreams_required_token_binding', `required_token_binding IN ('none', 'any', 'dpop', 'mtls')`)
@Check('upstreams_transport', `transport = 'streamable_http' OR (transport = 'sse' AND kind = 'mcp')`)
@Check(
  'upstreams_sealed_credential',
  `(sealed_credential IS NOT NULL) = (credential ->> 'mode' IN ('static', 'token_exchange'))`,
)
@Check('upstreams_policy_default', `policy_default IN ('allow', 'deny')`)
export class Upstream {
  @PrimaryColumn('uuid')
  id!: string;

  /** Last segment of its path at the gate. */
  @Column('text')
  name!: string;

  @Column('text')
  kind!: UpstreamKind;

  @Column('text')
  url!: string;

  @Column('text', { default: 'streamable_http' })
  transport!: UpstreamTransport;

  @Column('text', { array: true })
  requiredScopes!: string[];

  /** How the tokens of its callers must be bound. */
  @Column('text')
  requiredTokenBinding!: RequiredBinding;

  @Column('jsonb')
  credential!: UpstreamCredential;

  /** The value of a static credential, or the client's secret of an exchanged one, under the key-encryption key. */
  @Column('bytea', { nullable: true })
  sealedCredential!: Buffer | null;

  @Column('text')
  policyDefault!: PolicyDefault;

  /** Of the rules about it: another one when any of them changed. `0`: there never was a rule. */
  @Column('bigint', { default: 0 })
  policyVersion!: string;

  @Column('jsonb')
  timeouts!: UpstreamTimeouts;

  @Column('jsonb')
  limits!: UpstreamLimits;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
