import { Injectable } from '@nestjs/common';
import { type EntityManager, QueryFailedError } from 'typeorm';
import type { EvidenceEvent } from '../audit/evidence.contract.js';
import { RecordedTransactions } from '../audit/recorded-transactions.store.js';
import type { Caller } from '../kernel/caller.js';
import type { PageRefusal } from '../kernel/page-refusal.js';
import { Problem } from '../kernel/problem.js';

const MOST_ATTEMPTS = 20;
const MOST_DEADLOCKS = 3;
/** SQLSTATE of a transaction that PostgreSQL ended because two waited for each other. */
const DEADLOCK = '40P01';

/** What a store needs in order to take part in a change. */
export type Transaction = EntityManager;

/** Somebody else changed the row after it was read. */
export class ChangedMeanwhile extends Error {}

/** The rule of the database that a statement broke, and what to tell the caller then. */
export type Conflicts = Readonly<Record<string, Problem | PageRefusal | ChangedMeanwhile>>;

/** A change and its evidence in one transaction: neither stands without the other (architecture rule 8). */
@Injectable()
export class Changes {
  constructor(private readonly transactions: RecordedTransactions) {}

  /**
   * @param change must use the given manager alone: waiting for a second connection could starve the pool
   * It begins anew when it and another wait for each other, and PostgreSQL has ended it.
   * @param event tells what was done, from what the change returned; null when nothing was
   * @param conflicts by name of the constraint
   */
  async record<T>(
    change: (manager: Transaction) => Promise<T>,
    event: (made: T) => EvidenceEvent | readonly EvidenceEvent[] | null,
    conflicts: Conflicts = {},
  ): Promise<T> {
    for (let left = MOST_DEADLOCKS; ; left--) {
      try {
        return await this.transactions.run(async (manager, tell) => {
          const made = await change(manager);
          [event(made) ?? []].flat().forEach(tell);
          return made;
        });
      } catch (error) {
        const { code, constraint } = refusalOf(error);
        if (code !== DEADLOCK) throw conflicts[constraint ?? ''] ?? error;
        if (left === 0) throw new ChangedMeanwhile();
      }
    }
  }

  /** Reads and changes again when somebody else came between; a caller never overwrites what it has not seen. */
  async retrying<T>(attempt: () => Promise<T>): Promise<T> {
    for (let left = MOST_ATTEMPTS; left > 0; left--) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
      }
    }
    throw Problem.conflict('It is being changed by others at this moment. Try again.');
  }
}

/** What an administrator did, as evidence. @param detail ids and names of fields, never values */
export function doneBy(caller: Caller, kind: string, detail: Readonly<Record<string, unknown>>): EvidenceEvent {
  const { sub, client_id: clientId, act, sid } = caller.claims;
  const { txn, ancestors } = caller.lineage;
  return { kind, decision: 'done', sub, clientId, sid, ancestors, txn, ...(act === undefined ? {} : { act }), detail };
}

/** What to call a change: to begin or cease to act is worth a word of its own. */
export function changeKind(before: { status: string }, after: { status: string }): string {
  if (before.status === after.status) return 'updated';
  return after.status === 'active' ? 'activated' : 'deactivated';
}

/** Names of the fields in which two states of a thing differ. */
export function changedNames(before: object, after: object): string[] {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
    .map(([name]) => name);
}

/** Later than the time of the last change by at least the millisecond that tells the two apart. */
export function nextChange(last: Date, now: number): Date {
  return new Date(Math.max(now, last.getTime() + 1));
}

/** What PostgreSQL says of a statement that it refused. */
function refusalOf(error: unknown): { code?: string; constraint?: string } {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string; constraint?: string }) : {};
}
