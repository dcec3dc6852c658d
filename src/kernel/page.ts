/** One bounded piece of a list, and where the next begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a list request may say. */
export interface PageRequest {
  /** Cursor of the last page, opaque to the caller: the id after which to go on. */
  readonly after: string | null;
  readonly limit: number;
}

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 200;

/** Makes a page of rows that were read with `limit + 1`. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(view), next: more ? Buffer.from(idOf(last)).toString('base64url') : null };
}
