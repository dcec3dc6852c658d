import type { EvidenceEvent } from './evidence.contract.js';

/** What must be on record before it is answered; see MUST_RECORD. */
export type MustRecord = 'all' | 'all-but-calls';

/** Whether a decision may take effect only when it is on record. Denials, changes, sign-ins and tokens always are first. */
export function mustRecord(policy: MustRecord, { kind, decision }: EvidenceEvent): boolean {
  return policy === 'all' || kind !== 'gate.call' || decision !== 'allow';
}
