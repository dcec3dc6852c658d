import { SetMetadata } from '@nestjs/common';
export const VERSIONED = 'gatehouse:versioned';
/**
 * The routes show and change rows of a table one by one: answers carry an `ETag`, and `If-Match` is honoured in the
 * transaction of the change.
 * @param options what differs from a row that is found by its `id` and has an `updated_at`
 */
export const Versioned = (table, options = {}) => SetMetadata(VERSIONED, { table, key: 'id', param: 'id', member: 'id', by: ['updated_at'], ...options });
//# sourceMappingURL=versioned.js.map