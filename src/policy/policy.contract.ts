import type { Caller } from '../kernel/caller.js';
import type { RpcMessage } from '../kernel/rpc-message.js';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';

/** Which rules decide, as hosts are told: there are none that could change yet. */
export const POLICY_VERSION = 'unversioned';

/** May this caller send this message to this upstream? */
export interface PolicyQuestion {
  readonly caller: Caller;
  readonly upstream: Upstream;
  /** Null for a request without a body, such as the opening of a stream. */
  readonly message: RpcMessage | null;
}

export interface PolicyDecision {
  readonly decision: 'allow' | 'deny';
  /** For the caller and for the evidence: which rule decided. */
  readonly reason: string;
}

/** Who may reach what. */
export abstract class Policy {
  abstract decide(question: PolicyQuestion): PolicyDecision;
}
