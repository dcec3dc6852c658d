import { createHash } from 'node:crypto';
import type { UnplacedRow } from '../../database/new-row.js';
import type { EvidenceEvent } from '../evidence.contract.js';

/** Longest text of a column (UTF-16 units): what is longer does not fit into an index, and would not be written at all. */
const LONGEST = 800;
const LONGEST_IN_DETAIL = 8_192;
const DEEPEST = 32;

/** A letter that no database and no UTF-8 can hold: NUL, or half of one. */
const UNWRITABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What may be one. */
const SUSPECT = /[\0\ud800-\udfff]/;

/** Letters that JSON has as they are, and every database: most texts are of no others. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A decision with what is known besides by whoever records it. */
export interface Told {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly event: EvidenceEvent;
  readonly txn: string | undefined;
  readonly requestId: string | undefined;
  readonly origin: string | undefined;
}

/**
 * A receipt in canonical form (RFC 8785) without its place in a chain. What is told is in it as the database gives it back:
 * whoever sends something that cannot be written must neither keep a decision from being recorded, nor have evidence that
 * does not verify. Every token waits for this: the text that is hashed is written here once, and stored as it is.
 */
export function receiptPieces({ id, at, event, txn, requestId, origin }: Told): UnplacedRow['pieces'] {
  const { kind, decision, reason, sub, act, clientId, sid, ancestors } = event;
  const { resource, upstream, tool, rule, policyVersion, detail } = event;
  return [
    `{${value('act', act)}${value('ancestors', lowerCase(ancestors))}"at":"${at}",${text('client_id', clientId)}` +
      `${text('decision', decision)}${value('detail', detail)}"id":"${id}",${text('kind', kind)}` +
      text('origin', origin) +
      text('policy_version', policyVersion),
    text('reason', reason) + text('request_id', requestId) + text('resource', resource) + text('rule', rule),
    text('sid', sid?.toLowerCase()) +
      text('sub', sub) +
      text('tool', tool) +
      text('txn', txn) +
      text('upstream', upstream),
  ];
}

/** A receipt in its place, in canonical form: what its hash is made of. */
export function placedText(
  [first, second, third]: UnplacedRow['pieces'],
  prev: string,
  seq: number,
  writer: string,
): string {
  return `${first}"prev":"${prev}",${second}"seq":${seq},${third}"writer":"${writer}"}`;
}

/** What is told, in canonical form (RFC 8785) as it can be written. */
export function canonicalText(told: unknown, depth = 0): string {
  if (typeof told === 'string') return quoted(told, LONGEST_IN_DETAIL);
  if (typeof told === 'number') return Number.isFinite(told) ? JSON.stringify(told) : 'null';
  if (typeof told !== 'object' || told === null) return typeof told === 'boolean' ? String(told) : 'null';
  if (depth === DEEPEST) return '"…"';
  if (Array.isArray(told)) return `[${Array.from(told, (one) => canonicalText(one, depth + 1)).join(',')}]`;
  if (told instanceof Date) return Number.isNaN(told.getTime()) ? 'null' : `"${told.toISOString()}"`;
  return members(told as Readonly<Record<string, unknown>>, depth);
}

function members(told: Readonly<Record<string, unknown>>, depth: number): string {
  const names = Object.keys(told).sort();
  if (!names.every(isPlainName)) return renamedMembers(told, depth);
  let all = '';
  for (const name of names) {
    const one = told[name];
    if (one !== undefined) all += `${all === '' ? '' : ','}"${name}":${canonicalText(one, depth + 1)}`;
  }
  return `{${all}}`;
}

/** Names that are the same when they can be written are one member: the last of them, as PostgreSQL has it. */
function renamedMembers(told: Readonly<Record<string, unknown>>, depth: number): string {
  const originals = new Map<string, string>();
  for (const name of Object.keys(told)) if (told[name] !== undefined) originals.set(memberName(name), name);
  const all = [...originals].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${all.map(([name, from]) => `${JSON.stringify(name)}:${canonicalText(told[from], depth + 1)}`).join(',')}}`;
}

function isPlainName(name: string): boolean {
  return name !== 'toJSON' && name.length <= LONGEST && PLAIN.test(name);
}

/** `toJSON` would be called by whoever writes JSON, also where it is no function. */
const memberName = (name: string): string => (name === 'toJSON' ? 'to_json' : written(name, LONGEST));

function text(name: string, told: string | null | undefined): string {
  return told === undefined || told === null ? '' : `"${name}":${quoted(told, LONGEST)},`;
}

function value(name: string, told: unknown): string {
  return told === undefined || told === null ? '' : `"${name}":${canonicalText(told)},`;
}

function lowerCase(ids: readonly string[] | undefined): readonly string[] | undefined {
  return ids === undefined || ids.length === 0 ? ids : ids.map((id) => id.toLowerCase());
}

function quoted(told: string, longest: number): string {
  if (told.length <= longest && PLAIN.test(told)) return `"${told}"`;
  return JSON.stringify(written(told, longest));
}

/** What is too long is cut, and named by its SHA-256. */
function written(told: string, longest: number): string {
  const clean = SUSPECT.test(told) ? told.replace(UNWRITABLE, '\ufffd') : told;
  if (clean.length <= longest) return clean;
  const begin = clean.slice(0, longest - 100).replace(UNWRITABLE, '');
  return `${begin}…${createHash('sha256').update(clean).digest('hex')}`;
}
