import type { Caller } from '../kernel/caller.js';
import { challengeHeader } from '../kernel/challenge.js';
import { isVersionMet, versionOf } from '../kernel/entity-tag.js';
import { Problem } from '../kernel/problem.js';
import type { Versioned } from './versioned.js';

/** The row that a request is about. */
export interface VersionedRow extends Versioned {
  readonly id: string;
}

/** What a request asks of the change that it makes. Whoever commits the change honours it, or does not commit. */
export interface ChangeTerms {
  /** Whose session must live when the change begins: a body may be sent for minutes after its sender was admitted. */
  readonly caller?: Caller;
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

/** What is refused because its sender's session was closed after they were admitted. */
export function closedMeanwhile({ claims }: Caller): Problem {
  const detail = 'The session was closed.';
  const said = { realm: 'gatehouse', error: 'invalid_token', error_description: detail } as const;
  const scheme = claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP';
  return new Problem(401, detail, [], { 'www-authenticate': challengeHeader(scheme, said) });
}
