import type { Governed } from './governed-calls.js';

/** The answer to a hook; `ask` is a word of it that no policy says yet. */
export function governedView({ decision, reason, evidenceId, policyVersion, until }: Governed) {
  return {
    decision,
    reason,
    evidence_id: evidenceId,
    policy_version: policyVersion,
    ...(until === null ? {} : { expires_at: until.toISOString() }),
  };
}
