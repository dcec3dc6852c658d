import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { ChangedMeanwhile, Changes } from '../../identity/changes.store.js';
import type { Caller } from '../../kernel/caller.js';
import type { Outcome } from './hook-call.request.js';
import { HookCallStore, type KnownCall } from './hook-call.store.js';
import { HookDigests } from './hook-digests.js';
import { callKey, type HookCallName, hookEvent } from './hook-event.js';

/** What became of a tool call, as its host tells it. */
export interface TrackedCall extends HookCallName {
  readonly outcome: Outcome;
  readonly durationMs: number | null;
  readonly startedAt: string | null;
  readonly error: string | null;
}

/** What a host calls an error by; a longer text may repeat what the call was about. */
const ERROR_CODE = /^[\w.:/-]{1,64}$/;

/** Records what ran. */
@Injectable()
export class TrackedCalls {
  constructor(
    private readonly store: HookCallStore,
    private readonly digests: HookDigests,
    private readonly evidence: Evidence,
    private readonly changes: Changes,
  ) {}

  /** Once for each call id; what comes again changes nothing. @returns id of the evidence */
  track(tracked: TrackedCall, caller: Caller): Promise<string> {
    const key = this.digests.of(callKey(caller, tracked));
    return this.changes.retrying(async () => {
      const known = await this.store.find(key);
      if (known !== null && known.trackedId !== null) return known.trackedId;
      const event = hookEvent(caller, tracked, {
        kind: 'hook.tracked',
        decision: 'done',
        detail: this.detail(tracked, await this.decisionOn(tracked, known)),
      });
      const evidence = this.evidence.row(event);
      if (await this.store.track(key, known?.evidenceId ?? null, evidence)) return evidence.id;
      throw new ChangedMeanwhile();
    });
  }

  /** What was decided about another tool under the same id says nothing about this one. */
  private async decisionOn(tracked: TrackedCall, known: KnownCall | null): Promise<KnownCall | null> {
    const evidenceId = known?.evidenceId ?? null;
    return evidenceId !== null && (await this.store.isAbout(evidenceId, tracked)) ? known : null;
  }

  private detail(
    { outcome, durationMs, startedAt, error }: TrackedCall,
    known: KnownCall | null,
  ): Readonly<Record<string, unknown>> {
    const told = error === null || ERROR_CODE.test(error) ? { error } : { error_hash: this.digests.of(error) };
    return {
      outcome,
      duration_ms: durationMs,
      started_at: startedAt,
      ...told,
      // What was decided before it ran, if anybody asked.
      governed: known?.decision ?? null,
      governed_by: known?.evidenceId ?? null,
    };
  }
}
