import type { Caller } from '../kernel/caller.js';
import type { RpcMessage } from '../kernel/rpc-message.js';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';

/** Which rules decide, as hosts are told: there are none that could change yet. */
export const POLICY_VERSION = 'unversioned';

/** Who asks for what, and from where. */
export interface PolicyCaller {
  readonly caller: Caller;
  readonly upstream: Upstream;
  /** The address that the request came from. */
  readonly address: string;
}

/** May this caller send this message to this upstream? */
export interface PolicyQuestion extends PolicyCaller {
  /** Null for a request without a body, such as the opening of a stream. */
  readonly message: RpcMessage | null;
}

export interface PolicyDecision {
  readonly decision: 'allow' | 'deny';
  /** For the caller and for the evidence: which rule decided. */
  readonly reason: string;
}

/** Something of an MCP server that a list names. */
export interface Listed {
  readonly kind: 'tool' | 'prompt' | 'resource';
  /** A tool's or prompt's name; a resource's URI. */
  readonly name: string;
}

/** Who may reach what. */
export abstract class Policy {
  abstract decide(question: PolicyQuestion): Promise<PolicyDecision>;

  /**
   * Which of the listed things the caller may use with some arguments, by the same rules that decide on the calls.
   * @returns in their order
   */
  abstract admits(question: PolicyCaller, listed: readonly Listed[]): Promise<readonly boolean[]>;
}
