import { Injectable } from '@nestjs/common';
import { Evidence } from '../audit/evidence.contract.js';
import { Problem } from '../kernel/problem.js';
import type { RpcBody, RpcMessage } from '../kernel/rpc-message.js';
import { Policy, type PolicyDecision, policyDetail } from '../policy/policy.contract.js';
import type { Admission } from './gate-request.js';
import { insufficientAuthentication } from './proxy-challenge.guard.js';
import { RpcRefused } from './rpc-refusal.js';
import { credentialDetail } from './upstreams/upstream-credential.js';

type Decided = PolicyDecision & { readonly message: RpcMessage | null };

/** What evidence keeps of a call besides what was decided. */
interface Told {
  readonly method: string;
  /** `kept`: what the server said before is given again. */
  readonly answer?: string;
}

const KEPT_BACK = 'another message of the same request is denied';

/** Decides on a call and records what was decided, before anything is sent on. */
@Injectable()
export class GateDecision {
  constructor(
    private readonly policy: Policy,
    private readonly evidence: Evidence,
  ) {}

  /**
   * Every message of the request is decided and recorded; one that is denied refuses the request whole, and so the others
   * are recorded as refused with it.
   * @param told the method of the HTTP request, for one without a body, and what else evidence should keep
   * @throws RpcRefused for a denied request, Problem 403 for anything else that is denied; Challenge where the person's
   *   signing in anew would help
   */
  async make(admission: Admission, body: RpcBody | null, txn: string, told: Told | string): Promise<void> {
    const { method, ...more } = typeof told === 'string' ? { method: told } : told;
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    const decisions: Decided[] = [];
    for (const message of messages) {
      decisions.push({ message, ...(await this.policy.decide({ ...admission, message })) });
    }
    const at = decisions.findIndex(({ decision }) => decision === 'deny');
    const goesOn = at < 0 ? { ...more, ...credentialDetail(admission.upstream.credential) } : null;
    const ids = await this.evidence.record(
      ...decisions.map((decided) => ({
        ...about(admission, decided.message, txn),
        ...what(decided, goesOn, method),
      })),
    );
    const denied = decisions[at];
    if (denied !== undefined) refusedBy(admission, denied, ids[at] ?? '');
  }

  /**
   * Records a request that is refused before any rule is asked.
   * @param reason for the evidence
   */
  async refused(
    admission: Admission,
    body: RpcBody | null,
    { txn, method, reason }: { txn: string; method: string; reason: string },
  ): Promise<void> {
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    await this.evidence.record(
      ...messages.map((message) => ({
        ...about(admission, message, txn),
        decision: 'deny' as const,
        reason,
        detail: { method: methodOf(message, method) },
      })),
    );
  }
}

/** Whose call of what it is. */
function about(admission: Admission, message: RpcMessage | null, txn: string) {
  return { kind: 'gate.call', ...who(admission), txn, upstream: admission.upstream.name, tool: message?.name };
}

function methodOf(message: RpcMessage | null, method: string): string {
  return message?.method ?? message?.kind ?? method;
}

/**
 * What was decided on a message; one that is kept back by its neighbours is refused by no rule.
 * @param goesOn what else is known of a request that is sent on; null when it is not
 */
function what({ message, decision, reason, ...decided }: Decided, goesOn: object | null, method: string) {
  const said = { method: methodOf(message, method) };
  if (goesOn !== null) return { decision, reason, detail: { ...said, ...policyDetail(decided), ...goesOn } };
  if (decision === 'deny') return { decision, reason, detail: { ...said, ...policyDetail(decided) } };
  const { rule, ...rest } = decided;
  const alone = { decision, reason, ...(rule === undefined ? {} : { rule }) };
  return { decision: 'deny' as const, reason: KEPT_BACK, detail: { ...said, ...policyDetail(rest), alone } };
}

/** @throws what the caller of a denied message is told: how to be allowed, if there is a way */
export function refusedBy(admission: Admission, { message, reason, stepUp }: Decided, evidenceId: string): never {
  if (stepUp !== undefined) throw insufficientAuthentication(admission.dialled, stepUp);
  if (message?.kind === 'request') {
    throw new RpcRefused(200, message.id, -32003, `Denied by policy: ${reason}`, { reason, evidence_id: evidenceId });
  }
  throw new Problem(403, `Denied by policy: ${reason} (evidence ${evidenceId})`);
}

/** Who calls, as evidence names them. */
export function who({ caller }: Admission) {
  const { sub, act, client_id, sid } = caller.claims;
  return { sub, ...(act === undefined ? {} : { act }), clientId: client_id, sid };
}
