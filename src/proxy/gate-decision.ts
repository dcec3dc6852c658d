import { Injectable } from '@nestjs/common';
import { Evidence } from '../audit/evidence.contract.js';
import { Problem } from '../kernel/problem.js';
import { isLater, type Soon, together } from '../kernel/at-hand.js';
import type { RpcBody, RpcMessage } from '../kernel/rpc-message.js';
import { decidedBy, Policy, type PolicyDecision, policyDetail } from '../policy/policy.contract.js';
import { argumentsDigest } from './arguments-digest.rules.js';
import { who } from './evidence-of-call.js';
import { type Admission, type GateRequest, spanOf } from './gate-request.js';
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
   * @param told the method to record for a request without a body, when not that of HTTP, and what else evidence should keep
   * @returns the id of the first receipt
   * @throws RpcRefused for a denied request, Problem 403 for anything else that is denied; Challenge where the person's
   *   signing in anew would help
   */
  async make(
    admission: Admission,
    body: RpcBody | null,
    request: GateRequest,
    { method, ...more }: Told = { method: request.method },
  ): Promise<string> {
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    const deciding = together(messages.map((message) => this.decided(admission, message)));
    const decisions = isLater(deciding) ? await deciding : deciding;
    const at = decisions.findIndex(({ decision }) => decision === 'deny');
    const goesOn = at < 0 ? { ...more, ...credentialDetail(admission.upstream.credential) } : null;
    const ids = await this.evidence.record(
      ...decisions.map((decided) => ({
        ...about(admission, decided.message),
        ...what(decided, goesOn, method),
      })),
    );
    const denied = decisions[at];
    if (denied !== undefined) refusedBy(admission, denied, ids[at] ?? '');
    const [first, ...others] = messages;
    const tool = others.length === 0 ? first?.name : undefined;
    spanOf(request).decided = { receipts: ids, ...(tool === undefined ? {} : { tool }) };
    return ids[0] ?? '';
  }

  private decided(admission: Admission, message: RpcMessage | null): Soon<Decided> {
    const decision = this.policy.decide({ ...admission, message });
    return isLater(decision) ? decision.then((made) => ({ message, ...made })) : { message, ...decision };
  }

  /**
   * Records a request that is refused before any rule is asked.
   * @param reason for the evidence
   */
  async refused(
    admission: Admission,
    body: RpcBody | null,
    { method, reason }: { method: string; reason: string },
  ): Promise<void> {
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    await this.evidence.record(
      ...messages.map((message) => ({
        ...about(admission, message),
        decision: 'deny' as const,
        reason,
        detail: said(message, method),
      })),
    );
  }
}

/** Whose call of what it is. */
function about(admission: Admission, message: RpcMessage | null) {
  return { kind: 'gate.call', ...who(admission), tool: message?.name };
}

/** What a message says, without its values. */
function said(message: RpcMessage | null, method: string): Readonly<Record<string, unknown>> {
  const digest = message === null ? null : argumentsDigest(message);
  return {
    method: message?.method ?? message?.kind ?? method,
    ...(digest === null ? {} : { arguments_sha256: digest }),
  };
}

/**
 * What was decided on a message; one that is kept back by its neighbours is refused by no rule.
 * @param goesOn what else is known of a request that is sent on; null when it is not
 */
function what({ message, decision, reason, ...decided }: Decided, goesOn: object | null, method: string) {
  const by = decidedBy(decided);
  const detail = { ...said(message, method), ...policyDetail(decided) };
  if (goesOn !== null) return { decision, reason, ...by, detail: { ...detail, ...goesOn } };
  if (decision === 'deny') return { decision, reason, ...by, detail };
  const { rule, policyVersion } = by;
  const alone = { decision, reason, ...(rule === undefined ? {} : { rule }) };
  return { decision: 'deny' as const, reason: KEPT_BACK, policyVersion, detail: { ...detail, alone } };
}

/** @throws what the caller of a denied message is told: how to be allowed, if there is a way */
export function refusedBy(admission: Admission, { message, reason, stepUp }: Decided, evidenceId: string): never {
  if (stepUp !== undefined) throw insufficientAuthentication(admission.dialled, stepUp);
  if (message?.kind === 'request') {
    throw new RpcRefused(200, message.id, -32003, `Denied by policy: ${reason}`, { reason, evidence_id: evidenceId });
  }
  throw new Problem(403, `Denied by policy: ${reason} (evidence ${evidenceId})`);
}
