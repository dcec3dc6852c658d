import { Injectable } from '@nestjs/common';
import { Evidence, type EvidenceEvent } from '../../audit/evidence.contract.js';
import { ChangedMeanwhile, Changes } from '../../identity/changes.store.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { decidedBy, type PolicyDecision, policyDetail } from '../../policy/policy.contract.js';
import { HookCallStore, type KnownCall } from './hook-call.store.js';
import { type AskedCall, HookDecisions } from './hook-decisions.js';
import { HookDigests } from './hook-digests.js';
import { callKey, hookEvent } from './hook-event.js';

/** A question, with what the host says about itself. */
export interface HookQuestion extends AskedCall {
  readonly pluginId: string;
  readonly sessionId: string | null;
  readonly host: string | null;
}

/** What a hook is told. */
export interface Governed extends Pick<PolicyDecision, 'decision' | 'reason'> {
  readonly evidenceId: string;
  readonly policyVersion: string;
  /** How long an allow may be relied on; null for a deny, which is for this moment alone. */
  readonly until: Date | null;
}

/** Answers hooks that ask before a tool runs; what is told was recorded before. */
@Injectable()
export class GovernedCalls {
  constructor(
    private readonly store: HookCallStore,
    private readonly decisions: HookDecisions,
    private readonly digests: HookDigests,
    private readonly evidence: Evidence,
    private readonly changes: Changes,
  ) {}

  /**
   * The same answer to the same question while an allow stands, that is as long as the token that asked; a denied one is
   * decided and recorded anew.
   * @param address from which the host asks
   * @throws Problem 409 when the call id was used for another question
   */
  govern(asked: HookQuestion, caller: Caller, address: string): Promise<Governed> {
    const { upstream, tool, sessionId, host } = asked;
    const key = this.digests.of(callKey(caller, asked));
    const question = this.digests.of([upstream, tool, asked.arguments ?? null, sessionId, host]);
    return this.changes.retrying(async () => {
      const known = await this.store.find(key);
      if (known !== null && known.question !== null && known.question !== question) {
        throw Problem.conflict('This call id was used for another question.');
      }
      return repeated(known, caller) ?? this.decide(asked, caller, { key, question, address });
    });
  }

  private async decide(
    asked: HookQuestion,
    caller: Caller,
    { key, question, address }: { key: string; question: string; address: string },
  ): Promise<Governed> {
    const decided = await this.decisions.on(asked, caller, address);
    const { decision, reason } = decided;
    const evidence = this.evidence.row(this.event(asked, caller, decided));
    const { claims } = caller;
    const until = new Date(claims.exp * 1000);
    const call = { key, question, decision, reason, policyVersion: decided.version, sid: claims.sid, until };
    // Somebody else asked the same at this moment, or something else under this id.
    if (!(await this.store.decide(call, evidence))) throw new ChangedMeanwhile();
    return {
      decision,
      reason,
      evidenceId: evidence.id,
      policyVersion: decided.version,
      until: decision === 'allow' ? until : null,
    };
  }

  private event(asked: HookQuestion, caller: Caller, decided: PolicyDecision): EvidenceEvent {
    const { decision, reason } = decided;
    return hookEvent(caller, asked, {
      kind: 'hook.governed',
      decision,
      reason,
      ...decidedBy(decided),
      detail: {
        method: 'tools/call',
        ...policyDetail(decided),
        arguments: asked.arguments === undefined ? null : this.digests.of(asked.arguments),
        // By its own word alone: nobody has looked whether it is so.
        said: { session_id: asked.sessionId, host: asked.host },
      },
    });
  }
}

/** Never longer than the token that asks now, either. */
function repeated(known: KnownCall | null, { claims }: Caller): Governed | null {
  if (known === null || !known.stands) return null;
  const { reason, evidenceId, policyVersion, allowedUntil } = known;
  if (reason === null || evidenceId === null || policyVersion === null || allowedUntil === null) return null;
  const until = new Date(Math.min(allowedUntil.getTime(), claims.exp * 1000));
  return { decision: 'allow', reason, evidenceId, policyVersion, until };
}
