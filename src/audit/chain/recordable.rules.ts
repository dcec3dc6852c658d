import { createHash } from 'node:crypto';

/** Longest text of a column (UTF-16 units): what is longer does not fit into an index, and would not be written at all. */
const LONGEST = 800;
const LONGEST_IN_DETAIL = 8_192;
const DEEPEST = 32;

/** A letter that no database and no UTF-8 can hold: NUL, or half of one. */
const UNWRITABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What may be one: most texts are told apart from the others by this alone. */
const SUSPECT = /[\0\ud800-\udfff]/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is told, as the database gives it back: whoever sends something that cannot be written must neither keep a decision
 * from being recorded, nor have evidence that does not verify.
 */
export function recordable(fields: Fields): Fields {
  const columns: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) columns[name] = column(name, fields[name]);
  return columns;
}

function column(name: string, value: unknown): unknown {
  if (typeof value === 'string') return name === 'sid' ? value.toLowerCase() : written(value, LONGEST);
  if (name === 'ancestors' && Array.isArray(value)) return value.map((id: string) => id.toLowerCase());
  return typeof value === 'object' && value !== null ? plain(value, 0) : value;
}

/** What is too long is cut, and named by its SHA-256. */
function written(text: string, longest: number): string {
  const clean = SUSPECT.test(text) ? text.replace(UNWRITABLE, '\ufffd') : text;
  if (clean.length <= longest) return clean;
  const begin = clean.slice(0, longest - 100).replace(UNWRITABLE, '');
  return `${begin}…${createHash('sha256').update(clean).digest('hex')}`;
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return written(value, LONGEST_IN_DETAIL);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [memberName(name), plain(one, depth + 1)]),
  );
}

/** `toJSON` would be called by whoever writes JSON, also where it is no function. */
const memberName = (name: string): string => (name === 'toJSON' ? 'to_json' : written(name, LONGEST));
