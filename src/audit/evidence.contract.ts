import type { UnplacedRow } from '../database/new-row.js';
import type { Actor } from '../kernel/caller.js';
import type { Decision } from './audit-event.entity.js';

/** One decision, as its maker tells it; time and id are added. */
export interface EvidenceEvent {
  readonly kind: string;
  readonly decision: Decision;
  readonly reason?: string;
  readonly sub?: string;
  readonly act?: Actor;
  readonly clientId?: string;
  readonly sid?: string;
  /** Sessions from which this one descends, the nearest first. */
  readonly ancestors?: readonly string[];
  readonly txn?: string;
  /** The resource that it was about, as tokens name it (RFC 8707). */
  readonly resource?: string;
  readonly upstream?: string;
  readonly tool?: string;
  /** The rule that decided. */
  readonly rule?: string;
  /** The state of all rules by which it was decided. */
  readonly policyVersion?: string;
  /** What else is worth knowing; never a secret, never an argument's value. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A decision that has its id, and the row that holds it. */
export interface EvidenceRow {
  readonly id: string;
  readonly row: UnplacedRow;
}

/** Where decisions are recorded. */
export abstract class Evidence {
  /**
   * Resolves when all events are durable, or none is.
   * @returns their ids
   * @throws when they cannot be written: then the decision is not made
   */
  abstract record(...events: readonly EvidenceEvent[]): Promise<readonly string[]>;

  /** An event for a writer that commits it together with what it is about. */
  abstract row(event: EvidenceEvent): EvidenceRow;
}
