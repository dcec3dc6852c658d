import type { Soon } from '../kernel/at-hand.js';
import type { Caller } from '../kernel/caller.js';
import type { RpcMessage } from '../kernel/rpc-message.js';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';

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

/** What would be allowed after another sign-in (RFC 9470 §3). */
export interface StepUp {
  readonly acr?: readonly string[];
  /** Seconds. */
  readonly max_age?: number;
}

export interface PolicyDecision {
  readonly decision: 'allow' | 'deny';
  /** For the caller and for the evidence: why. */
  readonly reason: string;
  /** Id of the rule that decided, if one did. */
  readonly rule?: string;
  /** Which rules of the upstream there were. */
  readonly version: string;
  /** What would have been decided had everything been enforced, where that is something else. */
  readonly shadow?: Pick<PolicyDecision, 'decision' | 'reason' | 'rule'>;
  /** For a call that is denied only until the person has signed in anew. */
  readonly stepUp?: StepUp;
}

/** By what it was decided, as evidence has it. */
export function decidedBy({ rule, version }: Pick<PolicyDecision, 'rule' | 'version'>) {
  return { policyVersion: version, ...(rule === undefined ? {} : { rule }) };
}

/** What evidence keeps of a decision besides itself and {@link decidedBy}. */
export function policyDetail({
  shadow,
  stepUp,
}: Pick<PolicyDecision, 'shadow' | 'stepUp'>): Readonly<Record<string, unknown>> {
  return {
    ...(shadow === undefined ? {} : { shadow }),
    ...(stepUp === undefined ? {} : { step_up: stepUp }),
  };
}

/** Something of an MCP server that a list names. */
export interface Listed {
  readonly kind: 'tool' | 'prompt' | 'resource';
  /** A tool's or prompt's name; a resource's URI. */
  readonly name: string;
}

/** Who may reach what. */
export abstract class Policy {
  /** Which rules there are at all, as hosts are told; it grows with every change. */
  abstract version(): Promise<string>;

  abstract decide(question: PolicyQuestion): Soon<PolicyDecision>;

  /**
   * Which of the listed things the caller may use with some arguments, by the same rules that decide on the calls.
   * @returns in their order
   */
  abstract admits(question: PolicyCaller, listed: readonly Listed[]): Promise<readonly boolean[]>;
}
