import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';

/** Deeper than chains of actors can be, with what people and devices open from one another. */
const DEEPEST = 64;

/** Sessions around one, as far as they are kept. */
@Injectable()
export class SessionTrees {
  constructor(private readonly sql: Sql) {}

  /** Those from which it descends, the nearest first. */
  async above(id: string): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      'session.above',
      `WITH RECURSIVE above (id, depth) AS (
         SELECT parent_id, 1 FROM sessions WHERE id = $1 AND parent_id IS NOT NULL
         UNION ALL
         SELECT s.parent_id, above.depth + 1 FROM sessions s JOIN above ON s.id = above.id
          WHERE s.parent_id IS NOT NULL AND above.depth < ${DEEPEST})
       SELECT id FROM above ORDER BY depth`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Those that descend from it, the nearest first and the oldest of them first. @param limit at most so many */
  async below(id: string, limit: number): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      'session.below',
      // A LIMIT ends the recursion: what is beyond it is not even looked for.
      `WITH RECURSIVE below (id, depth) AS (
         SELECT id, 1 FROM sessions WHERE parent_id = $1
         UNION ALL
         SELECT s.id, below.depth + 1 FROM sessions s JOIN below ON s.parent_id = below.id
          WHERE below.depth < ${DEEPEST}),
       first AS (SELECT id, depth FROM below LIMIT $2)
       SELECT id FROM first ORDER BY depth, id`,
      [id, limit],
    );
    return rows.map((row) => row.id);
  }
}
