import { SetMetadata } from '@nestjs/common';

/** Where the row of something is that a path names, and what of it makes its version. */
export interface Versioned {
  readonly table: string;
  /** Column by which the row is found. */
  readonly key: string;
  /** Parameter of the path that it is compared with. */
  readonly param: string;
  /** The same, as the answer to its creation calls it. */
  readonly member: string;
  /** Columns that are never the same in two states of the row; answers show them under the same names, or that after ` AS `. */
  readonly by: readonly string[];
}

export const VERSIONED = 'gatehouse:versioned';

/**
 * The routes show and change rows of a table one by one: answers carry an `ETag`, and `If-Match` is honoured in the
 * transaction of the change.
 * @param options what differs from a row that is found by its `id` and has an `updated_at`
 */
export const Versioned = (
  table: string,
  options: Partial<Omit<Versioned, 'table'>> = {},
): ClassDecorator & MethodDecorator =>
  SetMetadata(VERSIONED, { table, key: 'id', param: 'id', member: 'id', by: ['updated_at'], ...options });
