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

/** Decides on a call and records what was decided, before anything is sent on. */
@Injectable()
export class GateDecision {
  constructor(
    private readonly policy: Policy,
    private readonly evidence: Evidence,
  ) {}

  /**
   * Every message of the request is decided and recorded; one that is denied refuses the request whole.
   * @param method of the HTTP request, for one without a body
   * @throws RpcRefused for a denied request, Problem 403 for anything else that is denied; Challenge where the person's
   *   signing in anew would help
   */
  async make(admission: Admission, body: RpcBody | null, txn: string, method: string): Promise<void> {
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    const decisions: Decided[] = [];
    for (const message of messages) {
      decisions.push({ message, ...(await this.policy.decide({ ...admission, message })) });
    }
    const ids = await this.evidence.record(
      ...decisions.map(({ message, ...decided }) => ({
        kind: 'gate.call',
        decision: decided.decision,
        reason: decided.reason,
        ...who(admission),
        txn,
        upstream: admission.upstream.name,
        tool: message?.name,
        detail: {
          method: message?.method ?? message?.kind ?? method,
          ...policyDetail(decided),
          ...(decided.decision === 'allow' ? credentialDetail(admission.upstream.credential) : {}),
        },
      })),
    );
    const at = decisions.findIndex(({ decision }) => decision === 'deny');
    const denied = decisions[at];
    if (denied === undefined) return;
    if (denied.stepUp !== undefined) throw insufficientAuthentication(admission.dialled, denied.stepUp);
    refuse(denied, ids[at] ?? '');
  }
}

function refuse({ message, reason }: Decided, evidenceId: string): never {
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
