import { isVersionMet, versionOf } from '../kernel/entity-tag.js';
import type { Versioned } from './versioned.js';

/** The row that a request is about. */
export interface VersionedRow extends Versioned {
  readonly id: string;
}

/** What a request asks of the change that it makes. Whoever commits the change honours it, or does not commit. */
export interface ChangeTerms {
  /** `If-Match` (RFC 9110 §13.1.1), as it came. */
  readonly ifMatch?: string;
  /** What that is about; undefined where a route shows nothing that could match. */
  readonly row?: VersionedRow;
  /** Whether the row is deleted: nothing else makes sure that it is still as it was. */
  readonly deletes: boolean;
  /** Whether nothing is to be changed, but told what would have been. */
  readonly dryRun: boolean;
  /** Set when a transaction that honoured them was committed. */
  honoured: boolean;
}

/** Values of a row's columns, or of the members of an answer that are called the same. */
export function rowVersion({ table, id, by }: VersionedRow, values: Readonly<Record<string, unknown>>): string {
  const told = by.map((column) => {
    const value = values[column.split(' AS ').at(-1) ?? column];
    return value instanceof Date ? value.toISOString() : (value ?? null);
  });
  return versionOf(table, id, ...told);
}

/** @param values of the row; null when there is none */
export function isExpected(terms: ChangeTerms, values: Readonly<Record<string, unknown>> | null): boolean {
  const { ifMatch, row } = terms;
  if (ifMatch === undefined) return true;
  return isVersionMet(ifMatch, row === undefined || values === null ? null : rowVersion(row, values));
}
